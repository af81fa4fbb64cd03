// Writes facts of one predicate that no claim spoke of before, so that there is none to look for. $facts: [{fromId, toId, …}]
// $changeNumber INTEGER
UNWIND $facts AS said
MATCH (a:Entity {id: said.fromId})
MATCH (b:Entity {id: said.toId})
CREATE (a)-[f:{{TYPE}}]->(b)
SET f = said, f.knownIn = $changeNumber
//{{> summed-by}}
