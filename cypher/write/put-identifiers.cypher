// Ties identifiers to entities. $identifiers: [{key, entityId}]
UNWIND $identifiers AS row
MATCH (e:Entity {id: row.entityId})
MERGE (i:Identifier {key: row.key})
MERGE (i)-[:IDENTIFIES]->(e)
