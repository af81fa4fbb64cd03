// How many entities a search finds. $query STRING · $where MAP, as search. Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $query) YIELD node AS n
WHERE ($where.kinds IS NULL OR n.kind IN $where.kinds)
AND ($where.within IS NULL OR $where.within IN n.withinIds)
RETURN count(n) AS n
