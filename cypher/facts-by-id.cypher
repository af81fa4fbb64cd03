// Facts by id, whatever their predicate. $keys: [STRING] · $columns MAP of BOOLEAN
// Index: the uniqueness of factId, one seek a predicate.
UNWIND range(0, size($keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i
  //{{#isObservation}}
  MATCH (f:Observation {factId: $keys[i]})
  //{{/isObservation}}
  //{{^isObservation}}
  MATCH ()-[f:{{TYPE}} {factId: $keys[i]}]->()
  //{{/isObservation}}
  RETURN f, '{{PREDICATE}}' AS predicate
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
}
WITH i, f, predicate, null AS far
//{{> fact-columns}}
