// One branch of a list of facts: those of one predicate seen from one end (`near`), or all of them when the list is
// not anchored. An observation has one end, which stands for both.
//{{#isObservation}}
MATCH (f:Observation)
//{{/isObservation}}
//{{#isOut}}
MATCH (near)-[f:{{TYPE}}]->(far)
//{{/isOut}}
//{{#isIn}}
MATCH (far)-[f:{{TYPE}}]->(near)
//{{/isIn}}
WHERE true
//{{#isAnchored}}
AND f.{{NEAR}} = $ask.keys[i]
//{{/isAnchored}}
