// Facts by id, whatever their predicate. $ask.keys: [STRING] · what is read of them: see fragments/fact-columns
// Index: the uniqueness of factId, one seek a predicate.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  //{{#branches}}
  WITH i
  //{{#isObservation}}
  MATCH (f:Observation {factId: $ask.keys[i]})
  USING INDEX SEEK f:Observation(factId)
  //{{/isObservation}}
  //{{^isObservation}}
  MATCH ()-[f:{{TYPE}} {factId: $ask.keys[i]}]->()
  USING INDEX SEEK f:{{TYPE}}(factId)
  //{{/isObservation}}
  //{{#isThen}}
  WITH f WHERE f.knownIn <= $ask.knownIn
  //{{/isThen}}
  RETURN f, {{PREDICATE}} AS predicate
  //{{^isLast}}
  UNION ALL
  //{{/isLast}}
  //{{/branches}}
  //{{#isThen}}
  UNION ALL
  WITH i
  MATCH (f:FormerFact {factId: $ask.keys[i]}) WHERE f.knownIn <= $ask.knownIn AND f.knownTo > $ask.knownIn
  RETURN f, f.predicate AS predicate
  //{{/isThen}}
}
WITH i, f, predicate, null AS far, f.recent AS key
//{{> fact-columns}}
