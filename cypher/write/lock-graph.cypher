// Takes the lock that every change takes, before anything is looked up that the change depends on. A property that is
// put and taken away locks the node and alters nothing; to set one from itself would put back what it was before the lock, and to
// take away one that no node ever had locks nothing.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0
SET g.isLocked = true
REMOVE g.isLocked
