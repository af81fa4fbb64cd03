// What entities are compared by: all their names, as they are compared, with those of entities merged into them. One row; a list
// a column. $ask.keys: [STRING], ids that are not merged into others. Index: entity_id, redirect_into.
UNWIND $ask.keys AS id
MATCH (e:Entity {id: id})
USING INDEX SEEK e:Entity(id)
CALL (e) {
  MATCH (e)<-[:NAMES]-(m)
  RETURN m.key AS key
  UNION
  WITH e
  MATCH (r:Redirect {intoId: e.id})<-[:NAMES]-(m)
  USING INDEX SEEK r:Redirect(intoId)
  RETURN m.key AS key
}
WITH e, collect(key) AS keys
RETURN collect(e.id) AS id, collect(keys) AS keys, collect(coalesce(e.countryId, '')) AS countryId,
       collect(coalesce(e.placeType, '')) AS placeType, collect(coalesce(e.identifierSchemes, [])) AS schemes,
       collect(coalesce(e.identifierValues, [])) AS values
