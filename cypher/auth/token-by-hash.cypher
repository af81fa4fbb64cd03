// The token that a secret belongs to. $ask.hash STRING, its SHA-256 · Index: token_hash.
MATCH (t:Token {hash: $ask.hash})
RETURN t.id AS id, t.name AS name, t.role AS role,
       t.createdAt AS createdAt, t.expiresAt AS expiresAt, t.revokedAt AS revokedAt
