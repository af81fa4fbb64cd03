// Which of some entities are merged into others, and into whom. $ids: [STRING] · Index: entity_id.
UNWIND $ids AS id
MATCH (e:Entity {id: id}) WHERE e.intoId IS NOT NULL
RETURN e.id AS id, e.intoId AS intoId
