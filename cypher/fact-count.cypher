// How many facts of each parent pass a filter. $ask.keys: [STRING] · $ask.branches: [STRING] · $ask.where MAP
// Index: <predicate>_from_recent or _to_recent.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    //{{#branches}}
    WITH i
    //{{> fact-match}}
    //{{^isBySubject}}
    USING INDEX SEEK f:{{INDEXED}}({{#isAnchored}}{{NEAR}}, {{/isAnchored}}recent)
    WHERE {{#isAnchored}}f.{{NEAR}} = $ask.keys[i] AND {{/isAnchored}}f.recent > {{#isFormer}}''{{/isFormer}}{{^isFormer}}CASE WHEN '{{BRANCH}}' IN $ask.branches THEN '' END{{/isFormer}}
    //{{/isBySubject}}
    //{{#isBySubject}}
    WHERE true
    //{{/isBySubject}}
    //{{> fact-known}}
    //{{> fact-filter}}
    //{{#isPast}}
    RETURN f.factId AS factId
    //{{/isPast}}
    //{{^isPast}}
    RETURN count(f) AS part
    //{{/isPast}}
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  // What becomes other while it is read may be met as it is and as it was.
  RETURN {{#isPast}}count(DISTINCT factId){{/isPast}}{{^isPast}}sum(part){{/isPast}} AS n
}
RETURN collect(i) AS parent, collect(n) AS n
