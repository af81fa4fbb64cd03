// As source-count, of what was known after the change $ask.knownIn.
RETURN COUNT { MATCH (s:Source) WHERE s.knownIn <= $ask.knownIn }
  + COUNT { MATCH (s:FormerSource) WHERE s.knownIn <= $ask.knownIn AND s.knownTo > $ask.knownIn } AS n
