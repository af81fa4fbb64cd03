// How many entities pass a filter. As entity-page, without a page.
// Index: as entity-page.
MATCH (n:{{LABEL}})
WHERE n.nameKey > $after AND n.nameKey < $below
AND ($where.kinds IS NULL OR n.kind IN $where.kinds)
RETURN count(n) AS n
