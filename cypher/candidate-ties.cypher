// What facts say of pairs of entities: whether one ties them to each other, and whom some tie both to. One row; a list a column.
// $ask.one, $ask.other: [STRING], ids that are not merged into others. At most 200 facts of the first are looked at, and of
// places and products, which many share, none. Index: entity_id.
UNWIND range(0, size($ask.one) - 1) AS i
MATCH (a:Entity {id: $ask.one[i]})
USING INDEX SEEK a:Entity(id)
CALL (i, a) {
  MATCH (b:Entity {id: $ask.other[i]})
  USING INDEX SEEK b:Entity(id)
  RETURN COLLECT { MATCH (a)-[f:{{TYPES}}]-(b) RETURN type(f) LIMIT 1 } AS joins,
         COLLECT {
           MATCH (a)-[:{{TYPES}}]-(x)
           WITH x, b LIMIT 200
           WHERE NOT x:Place AND NOT x:Product AND x <> b
           WITH DISTINCT x, b
           WHERE EXISTS { (x)-[:{{TYPES}}]-(b) }
           RETURN x.id ORDER BY x.id LIMIT 3
         } AS neighbours
}
WITH i, joins, neighbours WHERE size(joins) > 0 OR size(neighbours) > 0
RETURN collect(i) AS pair, collect(coalesce(joins[0], '')) AS joinedBy, collect(neighbours) AS neighbours
