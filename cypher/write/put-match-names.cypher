// Ties names, as they are compared, to the entities that carry them. $names: [{key, name, entityId, lettersBlock, headBlock}]
UNWIND $names AS row
MATCH (e:Entity {id: row.entityId})
MERGE (m:MatchName {key: row.key})
ON CREATE SET m.name = row.name, m.lettersBlock = row.lettersBlock, m.headBlock = row.headBlock
MERGE (m)-[:NAMES]->(e)
