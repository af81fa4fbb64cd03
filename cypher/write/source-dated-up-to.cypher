// Notes up to which claim the facts of a newly dated source are made anew; null when all are. $id STRING · $after STRING, a key
MATCH (s:Source {id: $id})
SET s.datingAfter = $after
