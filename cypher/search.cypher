// One page of each search over names, best match first, then by id. $ask.keys: [STRING], in Lucene's syntax, made of folded
// words only · $ask.score FLOAT and $ask.id STRING, the last match of the page before · $limit INTEGER · $ask.where MAP {kinds, within}
// $ask.columns MAP of BOOLEAN. Index: entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL db.index.fulltext.queryNodes('entity_search', $ask.keys[i]) YIELD node AS n, score
  WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
  RETURN n, score ORDER BY score DESC, n.id LIMIT $limit
}
WITH collect(i) AS parent, collect(n) AS nodes, collect(score) AS score
RETURN parent, score,
       //{{> node-columns}}
