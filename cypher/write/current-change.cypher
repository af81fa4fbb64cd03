// The last change, for work that makes none of its own.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0, g.changedAt = ''
RETURN g.changeNumber AS changeNumber, g.changedAt AS changedAt, COUNT { (:Redirect) } AS redirects
