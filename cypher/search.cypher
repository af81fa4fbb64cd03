// One page of each search over names, best match first, then by id. $ask.searches: [[{query: STRING, isLoose: BOOLEAN}]], one query in
// Lucene's syntax or two, made of folded words only: the second is asked while the page is not full, and what it finds comes behind
// what the first does. Scores: 2 is whoever is called just so, between 1 and 2 are the first's, below 1 the second's.
// $ask.names: [{folded: STRING, alike: [STRING]}], each search as a name, and as names are compared · $ask.score FLOAT and $ask.id STRING, the
// last match of the page before · $limit INTEGER · $ask.where MAP {kinds, within} · $ask.nodes: [STRING], names of properties, `id`
// the first, which is known here already. Index: entity_search, match_name, entity_id.
UNWIND range(0, size($ask.searches) - 1) AS i
CALL (i) {
  CALL (i) {
    UNWIND $ask.names[i].alike AS alike
    MATCH (:MatchName {name: alike})-[:NAMES]->(own:Entity)
    OPTIONAL MATCH (into:Entity {id: own.intoId})
    WITH coalesce(into, own) AS e
    WHERE $ask.names[i].folded IN e.foldedNames
    RETURN collect(e) AS named
  }
  UNWIND $ask.searches[i] AS search
  CALL (search, named) {
    CALL db.index.fulltext.queryNodes('entity_search', search.query) YIELD node AS n, score AS fit
    WITH n, CASE WHEN search.isLoose THEN fit / (1 + fit) WHEN n IN named THEN 2.0 ELSE 2 - 1 / (1 + fit) END AS score
    WHERE (score < $ask.score OR (score = $ask.score AND n.id > $ask.id))
    AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
    AND ($ask.where.within IS NULL OR $ask.where.within IN n.withinIds)
    RETURN n, n.id AS id, score ORDER BY score DESC, id LIMIT $limit
  }
  WITH n, id, score LIMIT $limit
  RETURN n, id, score ORDER BY score DESC, id
}
WITH collect(toFloat(i)) AS parent, collect(n) AS nodes, collect(id) AS ids, collect(score) AS score
RETURN parent, score, [ids] + [p IN tail($ask.nodes) | [n IN nodes | n[p]]] AS nodes
