// Whose location some facts state. $factIds: [STRING]
UNWIND $factIds AS factId
MATCH (e)-[f:LOCATED_IN {factId: factId}]->()
RETURN e.id AS id
