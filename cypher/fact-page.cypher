// One page of facts for each parent, by period or by value. One row; a list a column.
// $ask.keys: [STRING], the parents' ids ([''] when the list has no parent) · $ask.branches: [STRING], which predicates and ends,
// such as 'INVESTED_IN OUT' · $ask.ranges: [[{above, below: STRING}]] of the key, for all parents or one list for each, in the order
// in which they are read: by period one; by value figures in one unit, those in other units, which cannot be compared with
// them, and facts without a figure
// · $limit INTEGER · $ask.where MAP, see fragments/fact-filter · what is read of them: see fragments/fact-columns.
// Index: <predicate>_from_recent or _to_recent (parent, recent), _from_value or _to_value (parent, byValue); _recent and
// _value when there is no parent.
// By value ranges are read one after the other, and none once the page is full. A range is taken apart before the branches, which
// are looked at for each parent.
UNWIND range(0, size($ask.keys) - 1) AS i
//{{^isByValue}}
WITH i, $ask.ranges[i % size($ask.ranges)][0] AS range
WITH i, range.above AS above, range.below AS below
//{{/isByValue}}
//{{#isByValue}}
CALL (i) {
  WITH i, $ask.ranges[i % size($ask.ranges)] AS ranges
  UNWIND range(0, size(ranges) - 1) AS r
  WITH i, r, ranges[r].above AS above, ranges[r].below AS below
//{{/isByValue}}
  CALL (i, above, below) {
    //{{#isUnion}}
    CALL (i, above, below) {
    //{{/isUnion}}
    //{{#branches}}
    WITH i, above, below
    //{{> fact-match}}
    USING INDEX SEEK f:{{INDEXED}}({{#isAnchored}}{{NEAR}}, {{/isAnchored}}{{KEY}})
    WHERE {{#isAnchored}}f.{{NEAR}} = $ask.keys[i] AND {{/isAnchored}}f.{{KEY}} < below
    AND f.{{KEY}} > {{#isFormer}}above{{/isFormer}}{{^isFormer}}CASE WHEN '{{BRANCH}}' IN $ask.branches THEN above END{{/isFormer}}
    //{{> fact-known}}
    //{{> fact-filter}}
    RETURN f, {{FAR_NODE}} AS far, {{PREDICATE}} AS predicate, f.{{KEY}} AS key
    ORDER BY {{#isAnchored}}f.{{NEAR}} {{DIRECTION}}, {{/isAnchored}}f.{{KEY}} {{DIRECTION}} LIMIT $limit
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
    //{{#isUnion}}
    }
    RETURN f, far, predicate, key ORDER BY key {{DIRECTION}} LIMIT $limit
    //{{/isUnion}}
  }
//{{#isByValue}}
  WITH r, f, far, predicate, key LIMIT $limit
  RETURN f, far, predicate, key ORDER BY r, key {{DIRECTION}}
}
//{{/isByValue}}
//{{> fact-columns}}
