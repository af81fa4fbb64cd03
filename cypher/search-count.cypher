// How many entities a search finds. $ask.query STRING · $ask.where MAP, as search. Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $ask.query) YIELD node AS n
WHERE ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
RETURN count(n) AS n
