// Removes facts of one predicate that no live claim states any more. What they were stays as `FormerFact`s.
// $factIds: [STRING] · $changeNumber INTEGER
UNWIND $factIds AS factId
MATCH ()-[f:{{TYPE}} {factId: factId}]->()
//{{> keep-fact}}
DELETE f
