// Recomputes for entities the places that contain them: the closure of LOCATED_IN, so that "in Kazakhstan" is one hop.
// A denied location does not count. An entity's own kind of PART_OF does not either. $ids: [STRING]
// Everything below a touched place is recomputed with it. The distance is that of the longest way: what is said to lie in a
// city and in its country is nearer to the city.
UNWIND $ids AS id
MATCH (top:Entity {id: id})
OPTIONAL MATCH (top)<-[:WITHIN]-(below:Entity)
WITH collect(top) + collect(below) AS touched
UNWIND touched AS e
WITH DISTINCT e
OPTIONAL MATCH (e)-[old:WITHIN]->()
DELETE old
WITH DISTINCT e
CALL (e) {
  MATCH path = (e)-[located:LOCATED_IN*1..12]->(p:Place)
  WHERE p <> e AND none(l IN located WHERE l.modality = 'DENIED')
  WITH p, max(length(path)) AS distance
  CREATE (e)-[:WITHIN {placeId: p.id, distance: distance, nameKey: e.nameKey}]->(p)
  WITH p, distance ORDER BY distance, p.id
  RETURN collect(CASE WHEN p.placeType = 'COUNTRY' THEN p.id END)[0] AS countryId, collect(p.id) AS placeIds
}
SET e.countryId = CASE WHEN e.placeType = 'COUNTRY' THEN e.id ELSE countryId END,
    // A place counts as within itself, so that a filter is one look at one property.
    e.withinIds = CASE WHEN e:Place THEN [e.id] ELSE [] END + placeIds
