// Live claims of a source that an import has not met, in order. $sourceId, $importId STRING · $after STRING, a key · $limit INTEGER
// Index: claim_by_source.
MATCH (c:Claim)
USING INDEX SEEK c:Claim(sourceId, key)
WHERE c.sourceId = $sourceId AND c.key > $after
AND c.retractedAt IS NULL AND coalesce(c.seenIn, '') <> $importId
RETURN c.id AS id, c.key AS key ORDER BY c.sourceId, c.key LIMIT $limit
