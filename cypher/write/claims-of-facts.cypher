// The live claims behind facts, with what decides between them. $factIds: [STRING]
UNWIND $factIds AS factId
MATCH (c:Claim {factId: factId})-[:STATED_IN]->(s:Source) WHERE c.retractedAt IS NULL
RETURN factId, c.id AS id, c.predicate AS predicate, c.subjectId AS subjectId, c.objectId AS objectId,
       c.variable AS variable, c.amount AS amount, c.unit AS unit, c.bound AS bound, c.lower AS lower, c.upper AS upper,
       c.text AS text, c.modality AS modality, c.period AS period, c.start AS start, c.end AS end, c.rank AS rank,
       s.id AS sourceId, s.publishedAt AS publishedAt, s.retrievedAt AS retrievedAt
