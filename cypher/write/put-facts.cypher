// Writes the facts of one predicate as relationships. $facts: [{factId, fromId, toId, properties: {…}}] · $changeNumber INTEGER
// An existing one is found by its own index: MERGE between two hubs would walk the smaller one's edges. What it was stays as a
// `FormerFact`; one that is what it was is not written. Where its ends lie is no part of what it says.
UNWIND $facts AS row
MATCH (a:Entity {id: row.fromId})
MATCH (b:Entity {id: row.toId})
OPTIONAL MATCH ()-[known:{{TYPE}} {factId: row.factId}]->()
USING INDEX SEEK known:{{TYPE}}(factId)
WITH row.properties AS said, a, b, known, properties(known) AS was
WITH said, a, b, known, known IS NOT NULL
     AND said {.*, knownIn: was.knownIn, subjectCountry: '', objectCountry: '', addends: ''}
      <> was {.*, subjectCountry: '', objectCountry: '', addends: ''} AS isOther
FOREACH (f IN CASE WHEN isOther THEN [known] ELSE [] END |
  //{{> keep-fact}}
  SET f = said, f.knownIn = $changeNumber)
FOREACH (f IN CASE WHEN known IS NULL THEN [] ELSE [known] END |
  //{{> summed-by}}
)
FOREACH (_ IN CASE WHEN known IS NULL THEN [1] ELSE [] END |
  CREATE (a)-[f:{{TYPE}}]->(b) SET f = said, f.knownIn = $changeNumber
  //{{> summed-by}}
)
