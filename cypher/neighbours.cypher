// The latest facts of each of some entities, of each kind and end so many, and whom they lead to. One row; a list a column, and in some
// a list for each entity, kind and end that has any.
// $ask.keys: [STRING] · $ask.branches: [STRING], which kinds and ends, such as 'INVESTED_IN OUT' · $ask.predicates: [STRING]
// $ask.among: [STRING] or null, whom a fact must lead to · $ask.validAt STRING or null · $limit INTEGER, one more than are looked at
// · isCut, whether there are more than were looked at.
// Index: <predicate>_from_recent or _to_recent (parent, recent); former_fact_from_recent, former_fact_to_recent.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i
  //{{> fact-match}}
  USING INDEX SEEK f:{{INDEXED}}({{NEAR}}, recent)
  WHERE f.{{NEAR}} = $ask.keys[i] AND f.recent > {{#isFormer}}''{{/isFormer}}{{^isFormer}}CASE WHEN '{{BRANCH}}' IN $ask.branches THEN '' END{{/isFormer}}
  WITH f ORDER BY f.{{NEAR}} DESC, f.recent DESC LIMIT $limit
  RETURN '{{#isFormer}}FORMER {{SIDE}}{{/isFormer}}{{^isFormer}}{{BRANCH}}{{/isFormer}}' AS part, collect(f) AS facts
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
}
WITH i, part, facts, size(facts) = $limit AS isCut WHERE size(facts) > 0
WITH i, part, isCut, [
  f IN CASE WHEN isCut THEN tail(reverse(facts)) ELSE facts END
  WHERE ($ask.among IS NULL OR CASE WHEN part ENDS WITH ' OUT' THEN f.toId ELSE f.fromId END IN $ask.among) AND
  //{{> link-holds}}
] AS facts
RETURN collect(i) AS parent, collect(part) AS part, collect(isCut) AS isCut,
       collect([f IN facts | CASE WHEN part ENDS WITH ' OUT' THEN f.toId ELSE f.fromId END]) AS farId,
       collect([f IN facts | f.factId]) AS factId, collect([f IN facts | f.sourceCount]) AS sources,
       collect([f IN facts | f.recent]) AS recent
