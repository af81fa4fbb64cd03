// One page of facts for each parent, by period. One row; a list a column.
// $ask.keys: [STRING], the parents' ids ([''] when the list has no parent) · $ask.branches: [STRING], which predicates and ends,
// such as 'INVESTED_IN OUT' · $ask.after STRING, a key of `recent` · $limit INTEGER · $ask.where MAP, see fragments/fact-filter
// · $ask.columns MAP of BOOLEAN, which groups of columns the selection needs.
// Index: <predicate>_from_recent or _to_recent (parent, recent); _recent when there is no parent.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i WHERE '{{BRANCH}}' IN $ask.branches
  //{{> fact-match}}
  AND f.recent {{COMPARE}} $ask.after
  //{{> fact-filter}}
  RETURN f, {{FAR_NODE}} AS far, '{{PREDICATE}}' AS predicate
  ORDER BY {{#isAnchored}}f.{{NEAR}} {{DIRECTION}}, {{/isAnchored}}f.recent {{DIRECTION}} LIMIT $limit
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
}
//{{^isSingle}}
WITH i, f, far, predicate ORDER BY i, f.recent {{DIRECTION}}
WITH i, collect({f: f, far: far, predicate: predicate})[..$limit] AS page
UNWIND page AS item
WITH i, item.f AS f, item.far AS far, item.predicate AS predicate
//{{/isSingle}}
//{{> fact-columns}}
