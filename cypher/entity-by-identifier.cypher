// The entity that an identifier names. $ask.key STRING, `scheme:value`
// Index: identifier_key.
MATCH (:Identifier {key: $ask.key})-[:IDENTIFIES]->(n:Entity)
RETURN n.id AS id
