// Which of some entities are there; which of some claims, and of which source; whom identifiers name.
// $entityIds, $claimIds, $identifierKeys: [STRING]. Identifiers name the entity that is known by them; `clashes` are those of
// $identified: [[key, entity id]] that name one that is not, and is not merged with, the entity that they are given for.
CALL () { UNWIND $entityIds AS id MATCH (e:Entity {id: id}) RETURN collect(e.id) AS entityIds }
CALL () { UNWIND $claimIds AS id MATCH (c:Claim {id: id}) RETURN collect([c.id, c.sourceId]) AS claims }
CALL () {
  UNWIND $identifierKeys AS key
  MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(e:Entity)
  RETURN collect([i.key, e.id]) AS identifiers
}
CALL () {
  UNWIND $identified AS given
  MATCH (i:Identifier {key: given[0]})-[:IDENTIFIES]->(owner:Entity)
  OPTIONAL MATCH (e:Entity {id: given[1]})
  WITH given, owner, e WHERE coalesce(owner.intoId, owner.id) <> coalesce(e.intoId, given[1])
  RETURN collect([given[0], owner.id]) AS clashes
}
RETURN entityIds, claims, identifiers, clashes
