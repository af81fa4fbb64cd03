// How many entities pass a filter. As entity-page, without a page.
// Index: as entity-page.
MATCH (n:{{LABEL}})
WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below
AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
RETURN count(n) AS n
