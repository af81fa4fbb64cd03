// How claims stand now; an id that names none has no row. $ids: [STRING] · Index: claim_id.
UNWIND $ids AS id
MATCH (c:Claim {id: id})
RETURN c.id AS id, c.sourceId AS sourceId, c.factId AS factId, c.rank AS rank, c.retractedAt AS retractedAt
