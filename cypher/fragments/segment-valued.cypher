CALL (i{{^isForward}}, others{{/isForward}}) {
  CALL (i{{^isForward}}, others{{/isForward}}) {
    //{{#valuedBranches}}
    WITH i{{^isForward}}, others{{/isForward}}
    WHERE '{{BRANCH}}' IN $ask.branches AND $ask.readsValued{{^isForward}} AND size(others) < $limit{{/isForward}}
    //{{> fact-match}}
    AND f.unit = $ask.unit AND f.byValue {{COMPARE}} $ask.afterValue
    //{{> fact-filter}}
    RETURN f, {{FAR_NODE}} AS far, '{{PREDICATE}}' AS predicate
    ORDER BY {{#isAnchored}}f.{{NEAR}} {{DIRECTION}}, {{/isAnchored}}f.unit {{DIRECTION}}, f.byValue {{DIRECTION}} LIMIT $limit
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/valuedBranches}}
  }
  WITH f, far, predicate ORDER BY f.byValue {{DIRECTION}} LIMIT $limit
  RETURN collect({f: f, far: far, predicate: predicate}) AS valued
}
