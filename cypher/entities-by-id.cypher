// Entities by id; the id of a merged one finds the entity that stands for it. $ask.keys: [STRING]
// $ask.nodes: [STRING], names of properties
// Index: entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (named:Entity {id: $ask.keys[i]})
OPTIONAL MATCH (other:Entity {id: named.intoId})
WITH i, coalesce(other, named) AS n
WITH collect(toFloat(i)) AS parent, collect(n) AS nodes
RETURN parent,
       //{{> node-columns}}
