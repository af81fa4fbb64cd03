// One page of a search over names, best match first, then by id. $ask.query STRING, in Lucene's syntax, made of folded
// words only · $ask.score FLOAT and $ask.id STRING, the last match of the page before · $limit INTEGER · $ask.where MAP {kinds, within}
// $ask.columns MAP of BOOLEAN. Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $ask.query) YIELD node AS n, score
WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
WITH n, score ORDER BY score DESC, n.id LIMIT $limit
WITH collect(n) AS nodes, collect(score) AS score
RETURN score,
       //{{> node-columns}}
