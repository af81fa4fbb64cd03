// Whether a source is there. $id STRING · Index: source_id.
MATCH (s:Source {id: $id})
RETURN s.id AS id
