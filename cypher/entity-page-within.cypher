// One page of the entities that lie in a place, by name. $ask.within STRING, the place's id · otherwise as entity-page
// Index: within_name_key (placeId, nameKey).
MATCH (n:Entity)-[w:WITHIN]->()
WHERE w.placeId = $ask.within AND w.nameKey > $ask.after AND w.nameKey < $ask.below
AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
WITH n, w ORDER BY w.placeId {{DIRECTION}}, w.nameKey {{DIRECTION}} LIMIT $limit
WITH collect(n) AS nodes
RETURN [n IN nodes | n.nameKey] AS key,
       //{{> node-columns}}
