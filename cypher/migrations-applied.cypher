// Which migrations this graph has had.
MATCH (m:Migration) RETURN m.number AS number, m.sha256 AS sha256
