// Which of some entities are there; which of some claims, and of which source; whom identifiers name.
// $entityIds, $claimIds, $identifierKeys: [STRING]
CALL () { UNWIND $entityIds AS id MATCH (e:Entity {id: id}) RETURN collect(e.id) AS entityIds }
CALL () { UNWIND $claimIds AS id MATCH (c:Claim {id: id}) RETURN collect([c.id, c.sourceId]) AS claims }
CALL () {
  UNWIND $identifierKeys AS key
  MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(e:Entity)
  RETURN collect([i.key, e.id]) AS identifiers
}
RETURN entityIds, claims, identifiers
