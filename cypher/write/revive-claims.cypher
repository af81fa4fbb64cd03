// Has claims that were taken back stand again, since their source says them again. That they did not stand meanwhile is kept:
// `formerRetractions` holds "from/to" for each time. $ids: [STRING] · $at STRING
UNWIND $ids AS id
MATCH (c:Claim {id: id}) WHERE c.retractedAt IS NOT NULL
SET c.formerRetractions = coalesce(c.formerRetractions, []) + (c.retractedAt + '/' + $at)
REMOVE c.retractedAt, c.retractedIn
RETURN c.id AS id, c.factId AS factId
