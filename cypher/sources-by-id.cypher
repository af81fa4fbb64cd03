// Sources by id. $ask.keys: [STRING]
// Index: source_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (s:Source {id: $ask.keys[i]})
WITH collect(i) AS parent, collect(s) AS sources
RETURN parent,
       //{{> source-columns}}
