// Ranks claims anew. What was before stays: `formerRanks[i]` held until the change `rankedIn[i]`, at `rankedAt[i]`.
// $ids: [STRING] · $rank, $at STRING · $changeNumber INTEGER
UNWIND $ids AS id
MATCH (c:Claim {id: id})
SET c.formerRanks = coalesce(c.formerRanks, []) + c.rank,
    c.rankedIn = coalesce(c.rankedIn, []) + $changeNumber,
    c.rankedAt = coalesce(c.rankedAt, []) + $at,
    c.rank = $rank
