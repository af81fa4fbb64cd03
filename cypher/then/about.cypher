// As about, of what was known after the change $ask.knownIn. Whatever there is is looked at.
RETURN [
  //{{#kinds}}
  COUNT { MATCH (n:{{LABEL}}) WHERE n.knownIn <= $ask.knownIn }
  + COUNT { MATCH (n:FormerEntity) WHERE n.kind = '{{KIND}}' AND n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
            AND n.intoId IS NULL }{{^isLast}},{{/isLast}}
  //{{/kinds}}
] AS kinds, [
  //{{#branches}}
  {{#isObservation}}COUNT { MATCH (f:Observation) WHERE f.knownIn <= $ask.knownIn }{{/isObservation}}
  {{^isObservation}}COUNT { MATCH ()-[f:{{TYPE}}]->() WHERE f.knownIn <= $ask.knownIn }{{/isObservation}}
  + COUNT { MATCH (f:FormerFact) WHERE f.predicate = {{PREDICATE}} AND f.knownIn <= $ask.knownIn AND f.knownTo > $ask.knownIn }{{^isLast}},{{/isLast}}
  //{{/branches}}
] AS predicates,
COUNT { MATCH (c:Claim) WHERE c.recordedIn <= $ask.knownIn } AS claims,
COUNT { MATCH (s:Source) WHERE s.knownIn <= $ask.knownIn }
  + COUNT { MATCH (s:FormerSource) WHERE s.knownIn <= $ask.knownIn AND s.knownTo > $ask.knownIn } AS sources,
$ask.knownIn AS changeNumber,
COLLECT { MATCH (c:Change {number: $ask.knownIn}) RETURN c.at }[0] AS changedAt
