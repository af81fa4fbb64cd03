// Ties names, as they are compared, to the entities that carry them. $names: [{key, entityId}]
UNWIND $names AS row
MATCH (e:Entity {id: row.entityId})
MERGE (m:MatchName {key: row.key})
MERGE (m)-[:NAMES]->(e)
