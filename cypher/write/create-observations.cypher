// The same for facts whose value is a literal. $facts: [{fromId, …}] · $changeNumber INTEGER
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
CREATE (a)-[:OBSERVED]->(f:Observation)
SET f = row, f.knownIn = $changeNumber
