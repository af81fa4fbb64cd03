// As search, of what was known after the change $ask.knownIn; names are those of then. Index: entity_search, former_entity_search.
UNWIND range(0, size($ask.searches) - 1) AS i
CALL (i) {
  UNWIND $ask.searches[i] AS search
  CALL (i, search) {
    CALL (search) {
      CALL db.index.fulltext.queryNodes('entity_search', search.query) YIELD node AS n, score AS fit
      WHERE n.knownIn <= $ask.knownIn
      RETURN n, fit
      UNION ALL
      CALL db.index.fulltext.queryNodes('former_entity_search', search.query) YIELD node AS n, score AS fit
      WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
      RETURN n, fit
    }
    WITH n, CASE WHEN search.isLoose THEN fit / (1 + fit) WHEN $ask.names[i].folded IN n.foldedNames THEN 2.0 ELSE 2 - 1 / (1 + fit) END AS score
    WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
    AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
    AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
    RETURN n, score ORDER BY score DESC, n.id LIMIT $limit
  }
  WITH n, score LIMIT $limit
  RETURN n, score ORDER BY score DESC, n.id
}
WITH collect(toFloat(i)) AS parent, collect(n) AS nodes, collect(score) AS score
RETURN parent, score,
       //{{> node-columns}}
