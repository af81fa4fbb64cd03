// When a source was published, as far as known. $id STRING
MATCH (s:Source {id: $id})
RETURN s.publishedAt AS publishedAt
