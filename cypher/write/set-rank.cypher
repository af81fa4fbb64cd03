// Ranks claims anew. $ids: [STRING] · $rank STRING · $changeNumber INTEGER
UNWIND $ids AS id
MATCH (c:Claim {id: id})
//{{> keep-claim}}
SET c.rank = $rank, c.knownIn = $changeNumber
