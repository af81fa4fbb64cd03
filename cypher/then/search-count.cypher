// As search-count, of what was known after the change $ask.knownIn. Index: entity_search, former_entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    CALL db.index.fulltext.queryNodes('entity_search', $ask.keys[i]) YIELD node AS n
    WHERE n.knownIn <= $ask.knownIn
    RETURN n
    UNION ALL
    CALL db.index.fulltext.queryNodes('former_entity_search', $ask.keys[i]) YIELD node AS n
    WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
    RETURN n
  }
  WITH n
  WHERE ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
  RETURN count(n) AS found
}
RETURN collect(i) AS parent, collect(found) AS n
