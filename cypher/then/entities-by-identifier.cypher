// As entities-by-identifier, of what was known after the change $ask.knownIn: who was known by it then.
// Index: identifier_key, entity_id, former_entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (:Identifier {key: $ask.keys[i]})-[:IDENTIFIES]->(own:Entity)
CALL (own) {
  WITH own WHERE own.knownIn <= $ask.knownIn
  RETURN coalesce(own.intoId, own.id) AS id
  UNION ALL
  MATCH (v:FormerEntity {id: own.id}) WHERE v.knownIn <= $ask.knownIn AND v.knownTo > $ask.knownIn
  RETURN coalesce(v.intoId, v.id) AS id
}
CALL (id) {
  MATCH (n:Entity {id: id}) WHERE n.knownIn <= $ask.knownIn
  RETURN n
  UNION ALL
  MATCH (n:FormerEntity {id: id}) WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
  RETURN n
}
WITH i, n WHERE any(k IN range(0, size(n.identifierSchemes) - 1)
  WHERE n.identifierSchemes[k] + ':' + n.identifierValues[k] = $ask.keys[i])
RETURN collect(i) AS parent, collect(n.id) AS id
