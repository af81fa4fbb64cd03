// Whom identifiers name: the entity that is known by each, merged or not. $keys: [STRING]. Index: identifier_key.
UNWIND $keys AS key
MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(e:Entity)
RETURN i.key AS key, e.id AS id
