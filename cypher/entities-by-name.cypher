// The entities that carry a name, in any script. $ask.query STRING, the folded name as a phrase · $ask.folded STRING
// Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $ask.query) YIELD node AS n
WHERE $ask.folded IN n.foldedNames
RETURN n.id AS id, n.name AS name ORDER BY id LIMIT 20
