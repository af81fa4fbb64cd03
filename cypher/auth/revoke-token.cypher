// Takes a token out of use; revoked again, it keeps its first time. $id, $at STRING
MATCH (t:Token {id: $id})
SET t.revokedAt = coalesce(t.revokedAt, $at)
RETURN t.id AS id, t.name AS name, t.role AS role,
       t.createdAt AS createdAt, t.expiresAt AS expiresAt, t.revokedAt AS revokedAt
