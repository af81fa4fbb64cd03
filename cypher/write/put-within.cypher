// Recomputes for entities the places that contain them: the closure of LOCATED_IN, so that "in Kazakhstan" is one hop.
// A denied location does not count. $ids: [STRING] · $changeNumber INTEGER. Everything below a touched place is recomputed with it.
// `distance` puts cities before regions before countries, within these the nearer first: what is said to lie in a city and in
// its country lies nearer to the city. One shortest way to each place is enough; of all ways there may be millions.
UNWIND $ids AS id
MATCH (top:Entity {id: id}) WHERE top.intoId IS NULL
OPTIONAL MATCH (top)<-[:WITHIN]-(below:Entity)
WITH collect(top) + collect(below) AS touched
UNWIND touched AS e
WITH DISTINCT e
OPTIONAL MATCH (e)-[old:WITHIN]->()
DELETE old
WITH DISTINCT e
CALL (e) {
  MATCH path = SHORTEST 1 (e) (()-[l:LOCATED_IN WHERE l.modality <> 'DENIED']->()){1,12} (p:Place)
  WHERE p <> e
  WITH p, length(path) + 100 * CASE p.placeType
      WHEN 'CITY' THEN 0
      WHEN 'REGION' THEN 2
      WHEN 'COUNTRY' THEN 3
      WHEN 'MARKET_REGION' THEN 4
      ELSE 1
    END AS distance
  CREATE (e)-[:WITHIN {placeId: p.id, distance: distance, nameKey: e.nameKey}]->(p)
  WITH p, distance ORDER BY distance, p.id
  RETURN collect(CASE WHEN p.placeType = 'COUNTRY' THEN p.id END)[0] AS countryId, collect(p.id) AS placeIds
}
WITH e, CASE WHEN e.placeType = 'COUNTRY' THEN e.id ELSE countryId END AS countryId,
     // A place counts as within itself, so that a filter is one look at one property.
     CASE WHEN e:Place THEN [e.id] ELSE [] END + placeIds AS withinIds
WHERE e.withinIds <> withinIds OR NOT coalesce(e.countryId = countryId, e.countryId IS NULL AND countryId IS NULL)
//{{> keep-entity}}
SET e.countryId = countryId, e.withinIds = withinIds, e.knownIn = $changeNumber
