// When a source was published, as far as known, and up to which claim its facts were made anew since, if they still are.
// $id STRING
MATCH (s:Source {id: $id})
RETURN s.publishedAt AS publishedAt, s.datingAfter AS datingAfter
