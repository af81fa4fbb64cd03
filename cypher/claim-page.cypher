// One page of claims for each parent, in the order they were recorded. One row; a list a column.
// $ask.keys: [STRING], parents' ids ([''] when the list has none) · $ask.after STRING, a key · $limit INTEGER
// $ask.where MAP {includeRetracted, predicates, modality, rank, subject, object, source, attributedTo, fact}
// What is read of them: see fragments/claim-columns.
// Index: claim_by_fact, claim_by_subject, claim_by_object, claim_by_source, claim_by_authority, or claim_key.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    //{{#branches}}
    WITH i
    MATCH (c:{{LABEL}})
    USING INDEX SEEK c:{{LABEL}}({{#ANCHOR}}{{ANCHOR}}, {{/ANCHOR}}key)
    WHERE c.key {{COMPARE}} $ask.after
    //{{#ANCHOR}}
    AND c.{{ANCHOR}} = $ask.keys[i]
    //{{/ANCHOR}}
    //{{#isOtherEnd}}
    AND c.subjectId <> $ask.keys[i]
    //{{/isOtherEnd}}
    //{{> claim-known}}
    //{{> claim-filter}}
    RETURN c ORDER BY {{#ANCHOR}}c.{{ANCHOR}} {{DIRECTION}}, {{/ANCHOR}}c.key {{DIRECTION}} LIMIT $limit
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  RETURN c ORDER BY c.key {{DIRECTION}} LIMIT $limit
}
//{{> claims-stated}}
RETURN parent,
       //{{> claim-columns}}
