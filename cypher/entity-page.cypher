// One page of entities by name. $after, $below STRING, the open ends of a range of `nameKey` · $limit INTEGER
// $where MAP {kinds: [STRING] or null} · $columns MAP of BOOLEAN
// Index: entity_name_key, or the kind's own <kind>_name_key.
MATCH (n:{{LABEL}})
WHERE n.nameKey > $after AND n.nameKey < $below
AND ($where.kinds IS NULL OR n.kind IN $where.kinds)
WITH n ORDER BY n.nameKey {{DIRECTION}} LIMIT $limit
WITH collect(n) AS nodes
RETURN [n IN nodes | n.nameKey] AS key,
       //{{> node-columns}}
