// Writes entities of one kind that are not there yet, with all they are known by. $entities: [{id, …}] · $changeNumber INTEGER
UNWIND $entities AS row
CREATE (e:Entity:{{LABEL}})
SET e = row, e.withinIds = [], e.knownIn = $changeNumber
