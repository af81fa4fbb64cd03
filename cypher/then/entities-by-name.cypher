// As entities-by-name, of what was known after the change $ask.knownIn. Index: entity_search, former_entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL db.index.fulltext.queryNodes('entity_search', $ask.queries[i]) YIELD node AS n
  WHERE n.knownIn <= $ask.knownIn
  RETURN n
  UNION ALL
  CALL db.index.fulltext.queryNodes('former_entity_search', $ask.queries[i]) YIELD node AS n
  WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
  RETURN n
}
WITH i, n WHERE $ask.keys[i] IN n.foldedNames
WITH i, n.id AS id ORDER BY i, id
RETURN collect(i) AS parent, collect(id) AS id
