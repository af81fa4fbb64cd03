// Makes sources known. Said again, what was unknown is filled in; nothing known is overwritten, and what was known before stays as a
// `FormerSource`. $sources: [{id, key, title, url, publisher, publishedAt, retrievedAt, licence, sha256}] · $changeNumber INTEGER
// Returns those that were new or became better known.
UNWIND $sources AS row
OPTIONAL MATCH (known:Source {id: row.id})
WITH row, properties(known) AS before
MERGE (s:Source {id: row.id})
ON CREATE SET s.key = row.key
SET s.title = coalesce(s.title, row.title),
    s.url = coalesce(s.url, row.url),
    s.publisher = coalesce(s.publisher, row.publisher),
    s.publishedAt = coalesce(s.publishedAt, row.publishedAt),
    s.retrievedAt = coalesce(s.retrievedAt, row.retrievedAt),
    s.licence = coalesce(s.licence, row.licence),
    s.sha256 = coalesce(s.sha256, row.sha256)
WITH s, before WHERE before IS NULL OR before <> properties(s)
FOREACH (_ IN CASE WHEN before.knownIn < $changeNumber THEN [1] ELSE [] END |
  CREATE (v:FormerSource) SET v = before, v.knownTo = $changeNumber)
SET s.knownIn = $changeNumber
RETURN s.id AS id, before IS NOT NULL AND (coalesce(before.publishedAt, '') <> coalesce(s.publishedAt, '')
  OR coalesce(before.retrievedAt, '') <> coalesce(s.retrievedAt, '')) AS isRedated
