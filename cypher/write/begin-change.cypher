// Takes the graph's next change number. The node's lock makes writers wait for each other, so that a projection
// always sees the claims that were there before it. $at STRING, ISO 8601.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0
SET g.changeNumber = g.changeNumber + 1, g.changedAt = $at
RETURN g.changeNumber AS changeNumber
