// The sources of the live claims about facts, by their ids. One row; a list a column. $ask.keys: [STRING], ids of facts
// Index: claim_by_fact, former_claim_by_fact, source_id.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i
  MATCH (c:{{LABEL}})
  USING INDEX SEEK c:{{LABEL}}(factId, key)
  WHERE c.factId = $ask.keys[i] AND c.key > '' AND c.retractedAt IS NULL
  //{{> claim-known}}
  RETURN c.sourceId AS id
  //{{^isLast}}
  UNION
  //{{/isLast}}
  //{{/branches}}
}
WITH DISTINCT i, id ORDER BY i, id
WITH collect(i) AS parent, collect(id) AS ids
//{{#isPast}}
RETURN parent, ids
//{{/isPast}}
//{{^isPast}}
// Made unlike by being collected: DISTINCT beside the list would hold it once for each source.
CALL (ids) {
  UNWIND ids AS id
  WITH collect(DISTINCT id) AS unlike
  UNWIND unlike AS id
  MATCH (s:Source {id: id})
  RETURN collect(s) AS sources
}
RETURN parent, ids,
       //{{> source-columns}}
//{{/isPast}}
