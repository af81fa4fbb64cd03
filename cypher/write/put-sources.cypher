// Makes sources known. Said again, what was unknown is filled in; nothing known is overwritten.
// $sources: [{id, key, title, url, publisher, publishedAt, retrievedAt, licence, sha256}]
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
RETURN s.id AS id
