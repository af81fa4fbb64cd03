// One branch of a list of facts: those of one predicate seen from one end (`near`), or all of them when the list is
// not anchored. An observation has one end, which stands for both. Which index to walk is said after it: left to itself the
// planner takes any, while the graph is small. A branch that is not asked for has null as an end of its range, and so is not
// walked: a condition before MATCH is looked at after it, for each row. What facts were before they were what they are now are
// nodes, of all predicates together.
//{{#isBySubject}}
// From the place that all subjects lie in, instead of along an index; by CALL, or the planner joins scans while there is little.
MATCH (place:Entity {id: CASE WHEN '{{BRANCH}}' IN $ask.branches THEN $ask.where.subjectWithin END})
USING INDEX SEEK place:Entity(id)
CALL (place) {
  RETURN place AS near
  UNION ALL
  MATCH (near)-[:WITHIN]->(place)
  RETURN near
}
CALL (near) {
  MATCH (near)-[{{#isOut}}f{{/isOut}}:{{TYPE}}]->(far)
  RETURN {{#isObservation}}far AS f{{/isObservation}}{{#isOut}}f, far{{/isOut}}
}
WITH *
//{{/isBySubject}}
//{{^isBySubject}}
//{{#isFormer}}
MATCH (f:FormerFact)
//{{/isFormer}}
//{{#isObservation}}
MATCH (f:Observation)
//{{/isObservation}}
//{{#isOut}}
MATCH (near)-[f:{{TYPE}}]->(far)
//{{/isOut}}
//{{#isIn}}
MATCH (far)-[f:{{TYPE}}]->(near)
//{{/isIn}}
//{{/isBySubject}}
