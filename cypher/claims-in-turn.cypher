// All claims that stand at some parents, those taken back too: one parent after the other, each in the order they were recorded,
// so many in all. One row; a list a column.
// $ask.keys: [STRING], ids of sources or of facts · $ask.after STRING, a key: of the first parent the claims behind it, of the
// others all · $limit INTEGER · what is read of them: see fragments/claim-columns
// Index: claim_by_source or claim_by_fact.
// No parent is looked at once there are enough.
UNWIND range(0, size($ask.keys) - 1) AS i
WITH i, CASE i WHEN 0 THEN $ask.after ELSE '' END AS after
CALL (i, after) {
  //{{#isPast}}
  CALL (i, after) {
  //{{/isPast}}
  //{{#branches}}
  WITH i, after
  MATCH (c:{{LABEL}})
  USING INDEX SEEK c:{{LABEL}}({{ANCHOR}}, key)
  WHERE c.{{ANCHOR}} = $ask.keys[i] AND c.key > after
  //{{> claim-known}}
  RETURN c ORDER BY c.{{ANCHOR}}, c.key LIMIT $limit
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
  //{{#isPast}}
  }
  RETURN c ORDER BY c.key LIMIT $limit
  //{{/isPast}}
}
WITH i, c LIMIT $limit
//{{> claims-stated}}
RETURN parent,
       //{{> claim-columns}}
