// Puts claims where they stand once entities are merged or apart. $places: [{id, subjectId, objectId, attributedToId, factId}]
// $changeNumber INTEGER
UNWIND $places AS row
MATCH (c:Claim {id: row.id})
//{{> keep-claim}}
SET c.subjectId = row.subjectId, c.objectId = row.objectId, c.attributedToId = row.attributedToId, c.factId = row.factId,
    c.knownIn = $changeNumber
