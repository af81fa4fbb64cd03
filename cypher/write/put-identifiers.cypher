// Ties identifiers to entities. One that names an entity already goes on naming it: of entities that are merged, each keeps its own.
// $identifiers: [{key, entityId}]
UNWIND $identifiers AS row
MATCH (e:Entity {id: row.entityId})
MERGE (i:Identifier {key: row.key})
WITH i, e WHERE NOT EXISTS { (i)-[:IDENTIFIES]->(:Entity) }
CREATE (i)-[:IDENTIFIES]->(e)
