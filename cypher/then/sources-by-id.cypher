// As sources-by-id, of what was known after the change $ask.knownIn. Index: source_id, former_source_id.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  MATCH (s:Source {id: $ask.keys[i]}) WHERE s.knownIn <= $ask.knownIn
  RETURN s
  UNION ALL
  MATCH (s:FormerSource {id: $ask.keys[i]}) WHERE s.knownIn <= $ask.knownIn AND s.knownTo > $ask.knownIn
  RETURN s
}
WITH collect(i) AS parent, collect(s) AS sources
RETURN parent,
       //{{> source-columns}}
