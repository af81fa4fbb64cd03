// Entities by id. $ask.keys: [STRING] · $ask.columns MAP of BOOLEAN {details, names}
// Index: entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (n:Entity {id: $ask.keys[i]})
WITH collect(i) AS parent, collect(n) AS nodes
RETURN parent,
       //{{> node-columns}}
