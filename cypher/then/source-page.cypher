// As source-page, of what was known after the change $ask.knownIn. Index: source_key, former_source_key.
CALL () {
  MATCH (s:Source) WHERE s.key {{COMPARE}} $ask.after AND s.knownIn <= $ask.knownIn
  RETURN s ORDER BY s.key {{DIRECTION}} LIMIT $limit
  UNION ALL
  MATCH (s:FormerSource) WHERE s.key {{COMPARE}} $ask.after AND s.knownIn <= $ask.knownIn AND s.knownTo > $ask.knownIn
  RETURN s ORDER BY s.key {{DIRECTION}} LIMIT $limit
}
WITH s ORDER BY s.key {{DIRECTION}} LIMIT $limit
WITH collect(s) AS sources
RETURN
       //{{> source-columns}}
