CALL (i{{#isForward}}, valued{{/isForward}}) {
  CALL (i{{#isForward}}, valued{{/isForward}}) {
    //{{#branches}}
    WITH i{{#isForward}}, valued{{/isForward}}
    WHERE '{{BRANCH}}' IN $ask.branches AND $ask.readsOthers{{#isForward}} AND size(valued) < $limit{{/isForward}}
    //{{> fact-match}}
    AND (f.unit IS NULL OR f.unit <> $ask.unit) AND f.recent {{COMPARE_OTHERS}} $ask.after
    //{{> fact-filter}}
    RETURN f, {{FAR_NODE}} AS far, '{{PREDICATE}}' AS predicate
    ORDER BY {{#isAnchored}}f.{{NEAR}} {{DIRECTION_OTHERS}}, {{/isAnchored}}f.recent {{DIRECTION_OTHERS}} LIMIT $limit
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  WITH f, far, predicate ORDER BY f.recent {{DIRECTION_OTHERS}} LIMIT $limit
  RETURN collect({f: f, far: far, predicate: predicate}) AS others
}
