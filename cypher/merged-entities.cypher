// Entities that are merged into others, in the order in which they were merged: into whom, and what each is known by itself.
// $ask.knownIn INTEGER, of a question about another time. One row; a list a column. Index: redirect_into, former_entity_id.
CALL () {
  MATCH (r:Redirect)
  USING INDEX SEEK r:Redirect(intoId)
  WHERE r.intoId > ''
  //{{#isPast}}
  AND r.knownIn <= $ask.knownIn
  //{{/isPast}}
  RETURN r
  //{{#isPast}}
  UNION ALL
  MATCH (r:FormerEntity)
  USING INDEX SEEK r:FormerEntity(id)
  WHERE r.id > '' AND r.intoId IS NOT NULL AND r.knownIn <= $ask.knownIn AND r.knownTo > $ask.knownIn
  RETURN r
  //{{/isPast}}
}
WITH r ORDER BY r.mergedIn, r.id
RETURN collect(r.id) AS id, collect(r.mergedIntoId) AS statedIntoId, collect(r.intoId) AS intoId, collect(r.ownCard) AS ownCard
