// Writes the facts of one predicate as relationships. $facts: [{factId, fromId, toId, properties: {…}}]
// An existing one is found by its own index: MERGE between two hubs would walk the smaller one's edges.
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
MATCH (b:Entity {id: row.toId})
OPTIONAL MATCH ()-[known:{{TYPE}} {factId: row.factId}]->()
FOREACH (f IN CASE WHEN known IS NULL THEN [] ELSE [known] END | SET f = row.properties)
FOREACH (_ IN CASE WHEN known IS NULL THEN [1] ELSE [] END | CREATE (a)-[f:{{TYPE}}]->(b) SET f = row.properties)
