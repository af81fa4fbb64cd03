// How many entities lie in a place and pass a filter. As entity-page-within, without a page.
// Index: within_name_key.
MATCH (n:Entity)-[w:WITHIN]->()
WHERE w.placeId = $ask.within AND w.nameKey > $ask.after AND w.nameKey < $ask.below
AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
RETURN count(n) AS n
