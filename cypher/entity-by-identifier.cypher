// The entity that an identifier names. $key STRING, `scheme:value`
// Index: identifier_key.
MATCH (:Identifier {key: $key})-[:IDENTIFIES]->(n:Entity)
RETURN n.id AS id
