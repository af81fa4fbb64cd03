// How many entities each search finds. $ask.keys: [STRING] · $ask.where MAP, as search. Index: entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL db.index.fulltext.queryNodes('entity_search', $ask.keys[i]) YIELD node AS n
  WHERE ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
  RETURN count(n) AS found
}
RETURN collect(i) AS parent, collect(found) AS n
