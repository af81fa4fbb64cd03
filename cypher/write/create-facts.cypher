// Writes facts of one predicate that no claim spoke of before, so that there is none to look for. $facts: [{fromId, toId, …}]
// $changeNumber INTEGER
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
MATCH (b:Entity {id: row.toId})
CREATE (a)-[f:{{TYPE}}]->(b)
SET f = row, f.knownIn = $changeNumber
