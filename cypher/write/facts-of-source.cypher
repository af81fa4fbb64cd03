// Facts that a source speaks of, a batch of its live claims at a time. $sourceId STRING · $after STRING, a key · $limit INTEGER
// Index: claim_by_source.
MATCH (c:Claim)
USING INDEX SEEK c:Claim(sourceId, key)
WHERE c.sourceId = $sourceId AND c.key > $after AND c.retractedAt IS NULL
RETURN c.factId AS factId, c.key AS key ORDER BY c.sourceId, c.key LIMIT $limit
