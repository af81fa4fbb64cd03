// Writes the facts of one predicate as relationships. $facts: [{factId, fromId, toId, properties: {…}}] · $changeNumber INTEGER
// An existing one is found by its own index: MERGE between two hubs would walk the smaller one's edges. What it was stays as a
// `FormerFact`, known from `knownIn` until `knownTo`; one that is what it was is not written.
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
MATCH (b:Entity {id: row.toId})
OPTIONAL MATCH ()-[known:{{TYPE}} {factId: row.factId}]->()
WITH row.properties AS said, a, b, known
WITH said, a, b, known, known IS NOT NULL AND said {.*, knownIn: known.knownIn} <> properties(known) AS isOther
FOREACH (f IN CASE WHEN isOther THEN [known] ELSE [] END |
  FOREACH (_ IN CASE WHEN f.knownIn < $changeNumber THEN [1] ELSE [] END |
    CREATE (v:FormerFact) SET v = properties(f), v.predicate = '{{TYPE}}', v.knownTo = $changeNumber)
  SET f = said, f.knownIn = $changeNumber)
FOREACH (_ IN CASE WHEN known IS NULL THEN [1] ELSE [] END |
  CREATE (a)-[f:{{TYPE}}]->(b) SET f = said, f.knownIn = $changeNumber)
