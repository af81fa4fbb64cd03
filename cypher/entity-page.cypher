// One page of entities by name. $ask.after, $ask.below STRING, the open ends of a range of `nameKey` · $limit INTEGER
// $ask.where MAP {kinds: [STRING] or null} · $ask.nodes: [STRING], names of properties
// Index: entity_name_key, or the kind's own <kind>_name_key.
MATCH (n:{{LABEL}})
WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below
AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
WITH n ORDER BY n.nameKey {{DIRECTION}} LIMIT $limit
WITH collect(n) AS nodes
RETURN [n IN nodes | n.nameKey] AS key,
       //{{> node-columns}}
