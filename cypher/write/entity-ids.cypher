// Every entity, a batch at a time. $after STRING, $limit INTEGER
MATCH (e:Entity) WHERE e.id > $after
RETURN e.id AS id ORDER BY e.id LIMIT $limit
