// The live claims behind facts, with what decides between them. $factIds: [STRING]
// Index: claim_by_fact, source_id. The relationship to the source is not walked: from there it would be every claim of it;
// CALL keeps the planner from joining all sources.
UNWIND $factIds AS factId
MATCH (c:Claim)
USING INDEX SEEK c:Claim(factId, key)
WHERE c.factId = factId AND c.key > '' AND c.retractedAt IS NULL
CALL (c) {
  MATCH (s:Source)
  USING INDEX SEEK s:Source(id)
  WHERE s.id = c.sourceId
  RETURN s
}
RETURN factId, c.id AS id, c.predicate AS predicate, c.subjectId AS subjectId, c.objectId AS objectId,
       c.variable AS variable, c.amount AS amount, c.unit AS unit, c.bound AS bound, c.lower AS lower, c.upper AS upper,
       c.text AS text, c.modality AS modality, c.period AS period, c.start AS start, c.end AS end, c.rank AS rank,
       s.id AS sourceId, s.publishedAt AS publishedAt, s.retrievedAt AS retrievedAt
