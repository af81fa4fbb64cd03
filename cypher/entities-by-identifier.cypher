// The entities that identifiers name, or that stand for these. $ask.keys: [STRING], `scheme:value`. One row; a list a column.
// Index: identifier_key.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (:Identifier {key: $ask.keys[i]})-[:IDENTIFIES]->(n:Entity)
RETURN collect(i) AS parent, collect(coalesce(n.intoId, n.id)) AS id
