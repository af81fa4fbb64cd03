// Which entities identifiers and names may mean, and who stands for those that ids name. $ids, $identifierKeys, $matchKeys: [STRING]
// A merged entity is found as itself, with what is known of the one that stands for it.
CALL () { UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN collect([e.id, coalesce(e.intoId, e.id)]) AS byId }
CALL () {
  UNWIND $identifierKeys AS key
  MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(e:Entity)
  RETURN collect([key, e.id, coalesce(e.intoId, e.id)]) AS byIdentifier
}
CALL () {
  UNWIND $matchKeys AS key
  MATCH (m:MatchName {key: key})-[:NAMES]->(own:Entity)
  OPTIONAL MATCH (other:Entity {id: own.intoId})
  WITH key, own, coalesce(other, own) AS e
  RETURN collect([key, own.id, e.countryId, e.identifierSchemes, e.identifierValues, e.id, own.describedCountry]) AS byName
}
RETURN byId, byIdentifier, byName
