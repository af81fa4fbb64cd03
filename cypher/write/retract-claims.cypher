// Takes claims back: they stay, marked with the time. $claims: [{id, sourceId}] · $at STRING · $changeNumber INTEGER
UNWIND $claims AS row
MATCH (c:Claim {id: row.id, sourceId: row.sourceId}) WHERE c.retractedAt IS NULL
//{{> keep-claim}}
SET c.retractedAt = $at, c.knownIn = $changeNumber
RETURN c.id AS id, c.factId AS factId
