// Every id of every registered document, oldest first.
MATCH (d:TrustedDocument)
RETURN d.id AS id, d.sha256 AS sha256, d.operations AS operations, d.addedAt AS addedAt
ORDER BY d.addedAt, d.sha256, d.id
