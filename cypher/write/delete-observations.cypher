// Removes observations that no live claim states any more. $factIds: [STRING]
UNWIND $factIds AS factId
MATCH (f:Observation {factId: factId})
DETACH DELETE f
