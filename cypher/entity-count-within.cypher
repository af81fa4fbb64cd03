// How many entities lie in a place and pass a filter. As entity-page-within, without a page.
// Index: within_name_key.
MATCH (n:Entity)-[w:WITHIN]->()
WHERE w.placeId = $within AND w.nameKey > $after AND w.nameKey < $below
AND ($where.kinds IS NULL OR n.kind IN $where.kinds)
RETURN count(n) AS n
