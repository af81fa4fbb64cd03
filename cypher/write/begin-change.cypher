// Takes the graph's next change number. The node's lock makes writers wait for each other, so that a projection
// always sees the claims that were there before it; who waited is not dated before whom it waited for. $at STRING, ISO 8601.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0
SET g.isLocked = true
REMOVE g.isLocked
SET g.changeNumber = g.changeNumber + 1,
    g.changedAt = CASE WHEN g.changedAt > $at THEN g.changedAt ELSE $at END
RETURN g.changeNumber AS changeNumber, g.changedAt AS changedAt, COUNT { (:Redirect) } AS redirects
