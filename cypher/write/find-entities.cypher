// Which entities identifiers and names may mean. $identifierKeys, $matchKeys: [STRING]
CALL () {
  UNWIND $identifierKeys AS key
  MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(e:Entity)
  RETURN collect([key, e.id]) AS byIdentifier
}
CALL () {
  UNWIND $matchKeys AS key
  MATCH (m:MatchName {key: key})-[:NAMES]->(e:Entity)
  RETURN collect([key, e.id, e.countryId, e.identifierSchemes, e.identifierValues]) AS byName
}
RETURN byIdentifier, byName
