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
  RETURN collect(CASE WHEN p.placeType = 'COUNTRY' THEN p.id END) AS farCountries, collect(p.id) AS placeIds
}
WITH e, CASE WHEN e.placeType = 'COUNTRY' THEN [e.id] ELSE [] END + farCountries AS countries,
     // A place counts as within itself, so that a filter is one look at one property.
     CASE WHEN e:Place THEN [e.id] ELSE [] END + placeIds AS withinIds
WITH e, withinIds, countries[0] AS countryId, CASE WHEN size(countries) > 1 THEN true END AS isInSeveralCountries
WHERE e.withinIds <> withinIds OR NOT coalesce(e.countryId = countryId, e.countryId IS NULL AND countryId IS NULL)
      OR (e.isInSeveralCountries IS NULL) <> (isInSeveralCountries IS NULL)
//{{> keep-entity}}
SET e.countryId = countryId, e.withinIds = withinIds, e.isInSeveralCountries = isInSeveralCountries, e.knownIn = $changeNumber
// The same as in fragments/summed-by.cypher, for the facts that it is an end of.
WITH e, coalesce(countryId, '') AS country, isInSeveralCountries
CALL (e, country, isInSeveralCountries) {
  MATCH (e)-[f:{{TYPES}}]->() WHERE f.unit IS NOT NULL
  SET f.subjectCountry = CASE WHEN isInSeveralCountries THEN '*' ELSE country END
}
CALL (e, country) {
  MATCH (e)<-[f:{{TYPES}}]-() WHERE f.unit IS NOT NULL
  SET f.objectCountry = country
}
