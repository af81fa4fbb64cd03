// Removes observations that no live claim states any more. What they were stays as `FormerFact`s.
// $factIds: [STRING] · $changeNumber INTEGER
UNWIND $factIds AS factId
MATCH (f:Observation {factId: factId})
FOREACH (_ IN CASE WHEN f.knownIn < $changeNumber THEN [1] ELSE [] END |
  CREATE (v:FormerFact) SET v = properties(f), v.predicate = 'OBSERVED', v.knownTo = $changeNumber)
DETACH DELETE f
