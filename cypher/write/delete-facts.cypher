// Removes facts of one predicate that no live claim states any more. $factIds: [STRING]
UNWIND $factIds AS factId
MATCH ()-[f:{{TYPE}} {factId: factId}]->()
DELETE f
