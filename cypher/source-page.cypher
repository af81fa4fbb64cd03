// One page of sources in the order they became known. $ask.after STRING, a key · $limit INTEGER
// Index: source_key.
MATCH (s:Source) WHERE s.key {{COMPARE}} $ask.after
WITH s ORDER BY s.key {{DIRECTION}} LIMIT $limit
WITH collect(s) AS sources
RETURN
       //{{> source-columns}}
