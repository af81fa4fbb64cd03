// Sources by id. $keys: [STRING]
// Index: source_id.
UNWIND range(0, size($keys) - 1) AS i
MATCH (s:Source {id: $keys[i]})
WITH collect(i) AS parent, collect(s) AS sources
RETURN parent,
       //{{> source-columns}}
