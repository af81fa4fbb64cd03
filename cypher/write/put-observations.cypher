// Writes facts whose value is a literal. $facts: [{factId, fromId, properties: {…}}] · $changeNumber INTEGER
// What one was stays as a `FormerFact`, as in put-facts.
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
OPTIONAL MATCH (known:Observation {factId: row.factId})
WITH row.properties AS said, a, known
WITH said, a, known, known IS NOT NULL AND said {.*, knownIn: known.knownIn} <> properties(known) AS isOther
FOREACH (f IN CASE WHEN isOther THEN [known] ELSE [] END |
  FOREACH (_ IN CASE WHEN f.knownIn < $changeNumber THEN [1] ELSE [] END |
    CREATE (v:FormerFact) SET v = properties(f), v.predicate = 'OBSERVED', v.knownTo = $changeNumber)
  SET f = said, f.knownIn = $changeNumber)
FOREACH (_ IN CASE WHEN known IS NULL THEN [1] ELSE [] END |
  CREATE (a)-[:OBSERVED]->(f:Observation) SET f = said, f.knownIn = $changeNumber)
