// As search, of what was known after the change $ask.knownIn. Index: entity_search, former_entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    CALL db.index.fulltext.queryNodes('entity_search', $ask.keys[i]) YIELD node AS n, score
    WHERE n.knownIn <= $ask.knownIn
    RETURN n, score
    UNION ALL
    CALL db.index.fulltext.queryNodes('former_entity_search', $ask.keys[i]) YIELD node AS n, score
    WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
    RETURN n, score
  }
  WITH n, score
  WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
  RETURN n, score ORDER BY score DESC, n.id LIMIT $limit
}
WITH collect(i) AS parent, collect(n) AS nodes, collect(score) AS score
RETURN parent, score,
       //{{> node-columns}}
