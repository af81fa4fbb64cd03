// Writes facts whose value is a literal. $facts: [{factId, fromId, properties: {…}}]
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
MERGE (f:Observation {factId: row.factId})
SET f = row.properties
MERGE (a)-[:OBSERVED]->(f)
