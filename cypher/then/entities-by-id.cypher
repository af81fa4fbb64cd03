// As entities-by-id, of what was known after the change $ask.knownIn.
// Index: entity_id, former_entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  MATCH (named:Entity {id: $ask.keys[i]}) WHERE named.knownIn <= $ask.knownIn
  RETURN coalesce(named.intoId, named.id) AS id
  UNION ALL
  MATCH (named:FormerEntity {id: $ask.keys[i]}) WHERE named.knownIn <= $ask.knownIn AND named.knownTo > $ask.knownIn
  RETURN coalesce(named.intoId, named.id) AS id
}
CALL (id) {
  MATCH (n:Entity {id: id}) WHERE n.knownIn <= $ask.knownIn
  RETURN n
  UNION ALL
  MATCH (n:FormerEntity {id: id}) WHERE n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
  RETURN n
}
WITH collect(toFloat(i)) AS parent, collect(n) AS nodes
RETURN parent,
       //{{> node-columns}}
