// The entities that carry a name, in any script. $ask.keys: [STRING], folded names · $ask.queries: [STRING], the same as
// phrases of the search. One row; a list a column.
// Index: entity_search.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL db.index.fulltext.queryNodes('entity_search', $ask.queries[i]) YIELD node AS n
WHERE $ask.keys[i] IN n.foldedNames
WITH i, n.id AS id ORDER BY i, id
RETURN collect(i) AS parent, collect(id) AS id
