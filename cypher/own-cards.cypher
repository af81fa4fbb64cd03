// What entities that others are merged into are known by themselves. $ask.keys: [STRING] · $ask.knownIn INTEGER, of a question about
// another time. One row; a list a column. Index: entity_id, former_entity_id.
UNWIND $ask.keys AS id
CALL (id) {
  MATCH (e:Entity {id: id})
  //{{#isPast}}
  WHERE e.knownIn <= $ask.knownIn
  //{{/isPast}}
  RETURN e
  //{{#isPast}}
  UNION ALL
  MATCH (e:FormerEntity {id: id}) WHERE e.knownIn <= $ask.knownIn AND e.knownTo > $ask.knownIn
  RETURN e
  //{{/isPast}}
}
WITH e WHERE e.ownCard IS NOT NULL
RETURN collect(e.ownCard) AS ownCard
