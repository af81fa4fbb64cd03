// One page of each search over names, best match first, then by id. $ask.searches: [[{query: STRING, isLoose: BOOLEAN}]], one query in
// Lucene's syntax or two, made of folded words only: the second is asked while the page is not full, and what it finds comes behind
// what the first does (scores above 1 are the first's). $ask.score FLOAT and $ask.id STRING, the last match of the page before
// · $limit INTEGER · $ask.where MAP {kinds, within} · $ask.nodes: [STRING], names of properties. Index: entity_search.
UNWIND range(0, size($ask.searches) - 1) AS i
CALL (i) {
  UNWIND $ask.searches[i] AS search
  CALL (search) {
    CALL db.index.fulltext.queryNodes('entity_search', search.query) YIELD node AS n, score AS fit
    WITH n, CASE WHEN search.isLoose THEN fit / (1 + fit) ELSE 1 + fit END AS score
    WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
    AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
    AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
    RETURN n, score ORDER BY score DESC, n.id LIMIT $limit
  }
  WITH n, score LIMIT $limit
  RETURN n, score ORDER BY score DESC, n.id
}
WITH collect(toFloat(i)) AS parent, collect(n) AS nodes, collect(score) AS score
RETURN parent, score,
       //{{> node-columns}}
