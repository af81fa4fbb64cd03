// Keeps a new token. $token MAP {id, hash, name, role, createdAt, expiresAt}
CREATE (t:Token {id: $token.id})
SET t += $token
