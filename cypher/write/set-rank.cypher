// Ranks claims anew, in the change that was begun. What was before stays: `formerRanks[i]` held until the change `rankedIn[i]`,
// at `rankedAt[i]`. $ids: [STRING] · $rank STRING
MATCH (g:Graph {id: 'graph'})
UNWIND $ids AS id
MATCH (c:Claim {id: id})
SET c.formerRanks = coalesce(c.formerRanks, []) + c.rank,
    c.rankedIn = coalesce(c.rankedIn, []) + g.changeNumber,
    c.rankedAt = coalesce(c.rankedAt, []) + g.changedAt,
    c.rank = $rank
