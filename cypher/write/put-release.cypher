// Makes a source known by its newer release; what it was stays as a `FormerSource`. $id STRING · $properties MAP · $changeNumber INTEGER
MATCH (s:Source {id: $id})
FOREACH (_ IN CASE WHEN s.knownIn < $changeNumber THEN [1] ELSE [] END |
  CREATE (v:FormerSource) SET v = properties(s), v.knownTo = $changeNumber)
SET s += $properties, s.knownIn = $changeNumber
