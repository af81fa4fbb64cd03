// One page of a search over names, best match first, then by id. $query STRING, in Lucene's syntax, made of folded
// words only · $score FLOAT and $id STRING, the last match of the page before · $limit INTEGER · $where MAP {kinds, within}
// $columns MAP of BOOLEAN. Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $query) YIELD node AS n, score
WHERE (score < $score OR (score = $score AND n.id > $id))
AND ($where.kinds IS NULL OR n.kind IN $where.kinds)
AND ($where.within IS NULL OR $where.within IN n.withinIds)
WITH n, score ORDER BY score DESC, n.id LIMIT $limit
WITH collect(n) AS nodes, collect(score) AS score
RETURN score,
       //{{> node-columns}}
