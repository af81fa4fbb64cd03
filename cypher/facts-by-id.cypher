// Facts by id, whatever their predicate. $ask.keys: [STRING] · $ask.columns MAP of BOOLEAN
// Index: the uniqueness of factId, one seek a predicate.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i
  //{{#isObservation}}
  MATCH (f:Observation {factId: $ask.keys[i]})
  //{{/isObservation}}
  //{{^isObservation}}
  MATCH ()-[f:{{TYPE}} {factId: $ask.keys[i]}]->()
  //{{/isObservation}}
  RETURN f, '{{PREDICATE}}' AS predicate
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
}
WITH i, f, predicate, null AS far
//{{> fact-columns}}
