// The entities that carry a name, in any script. $query STRING, the folded name as a phrase · $folded STRING
// Index: entity_search.
CALL db.index.fulltext.queryNodes('entity_search', $query) YIELD node AS n
WHERE $folded IN n.foldedNames
RETURN n.id AS id, n.name AS name ORDER BY id LIMIT 20
