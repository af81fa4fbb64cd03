// Writes entities of one kind with all they are known by. The names are parallel lists: one read, no hops.
// $entities: [{id, kind, properties: {…}}] · $changeNumber INTEGER
UNWIND $entities AS row
MERGE (e:Entity {id: row.id})
ON CREATE SET e.withinIds = []
//{{> keep-entity}}
SET e:{{LABEL}}, e += row.properties, e.knownIn = $changeNumber
WITH e
MATCH (e)-[w:WITHIN]->()
SET w.nameKey = e.nameKey
