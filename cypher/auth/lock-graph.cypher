// Takes the lock that every change takes, before anything is looked up that the change depends on.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0
SET g.changeNumber = g.changeNumber
