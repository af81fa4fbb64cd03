// Every token, oldest first.
MATCH (t:Token)
RETURN t.id AS id, t.name AS name, t.role AS role,
       t.createdAt AS createdAt, t.expiresAt AS expiresAt, t.revokedAt AS revokedAt
ORDER BY t.createdAt, t.id
