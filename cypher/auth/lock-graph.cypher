// Takes the lock that every change takes, before anything is looked up that the change depends on. Taking away a property
// that is not there locks and alters nothing; to set one from itself would put back what it was before the lock.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.changeNumber = 0
REMOVE g.isLocked
