// Makes a source known by its newer release. $id STRING · $properties MAP
MATCH (s:Source {id: $id})
SET s += $properties
