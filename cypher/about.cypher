// How much there is of everything, from the count stores, and the change number.
RETURN [
  //{{#kinds}}
  COUNT { (:{{LABEL}}) }{{^isLast}},{{/isLast}}
  //{{/kinds}}
] AS kinds, [
  //{{#branches}}
  {{#isObservation}}COUNT { (:Observation) }{{/isObservation}}{{^isObservation}}COUNT { ()-[:{{TYPE}}]->() }{{/isObservation}}{{^isLast}},{{/isLast}}
  //{{/branches}}
] AS predicates,
COUNT { (:Claim) } AS claims, COUNT { (:Source) } AS sources,
COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN g.changeNumber }[0] AS changeNumber,
COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN g.changedAt }[0] AS changedAt
