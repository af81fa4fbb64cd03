// As redirects, of what was known after the change $ask.knownIn. Index: entity_id, former_entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  MATCH (e:Entity {id: $ask.keys[i]}) WHERE e.knownIn <= $ask.knownIn AND e.intoId IS NOT NULL
  RETURN e.intoId AS intoId
  UNION ALL
  MATCH (e:FormerEntity {id: $ask.keys[i]}) WHERE e.knownIn <= $ask.knownIn AND e.knownTo > $ask.knownIn AND e.intoId IS NOT NULL
  RETURN e.intoId AS intoId
}
RETURN collect(i) AS parent, collect(intoId) AS id
