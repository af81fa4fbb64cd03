// Entities by id. $keys: [STRING] · $columns MAP of BOOLEAN {details, names}
// Index: entity_id.
UNWIND range(0, size($keys) - 1) AS i
MATCH (n:Entity {id: $keys[i]})
WITH collect(i) AS parent, collect(n) AS nodes
RETURN parent,
       //{{> node-columns}}
