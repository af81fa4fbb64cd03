// As within, of what was known after the change $ask.knownIn. Index: entity_id, former_entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  MATCH (e:Entity {id: $ask.keys[i]}) WHERE e.knownIn <= $ask.knownIn
  RETURN e
  UNION ALL
  MATCH (e:FormerEntity {id: $ask.keys[i]}) WHERE e.knownIn <= $ask.knownIn AND e.knownTo > $ask.knownIn
  RETURN e
}
UNWIND range(0, size(e.withinIds) - 1) AS nearness
WITH i, e, nearness, e.withinIds[nearness] AS placeId WHERE placeId <> e.id
CALL (placeId) {
  MATCH (p:Entity {id: placeId}) WHERE p.knownIn <= $ask.knownIn
  RETURN p
  UNION ALL
  MATCH (p:FormerEntity {id: placeId}) WHERE p.knownIn <= $ask.knownIn AND p.knownTo > $ask.knownIn
  RETURN p
}
WITH i, nearness, p ORDER BY i, nearness
WITH collect(toFloat(i)) AS parent, collect(p.id) AS placeId, collect(DISTINCT p) AS nodes
RETURN parent, placeId,
       //{{> node-columns}}
