// Has claims that were taken back stand again, since their source says them again. $ids: [STRING] · $changeNumber INTEGER
UNWIND $ids AS id
MATCH (c:Claim {id: id}) WHERE c.retractedAt IS NOT NULL
//{{> keep-claim}}
SET c.knownIn = $changeNumber
REMOVE c.retractedAt
RETURN c.id AS id, c.factId AS factId
