// Which of some ids name entities that are merged into others, and into whom. $ask.keys: [STRING]. One row; a list a column.
// Index: entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (e:Entity {id: $ask.keys[i]}) WHERE e.intoId IS NOT NULL
RETURN collect(i) AS parent, collect(e.intoId) AS id
