// Facts as columns, one for each of $ask.facts: [STRING], names of properties; their far ends once each, and the parents
// themselves where they are asked for. $ask.columns MAP of BOOLEAN {predicate, key, node, parent, count}: what no property tells,
// or the index has told already.
// A long list comes in several rows, 200 facts each: of a message that is longer than a few of Bolt's chunks the driver takes
// twice the time. Positions are floats: of an integer it makes five objects.
// With claims, the first of each fact come along as well: $claimLimit INTEGER, and see fragments/claim-columns. Index: claim_by_fact.
WITH collect(toFloat(i)) AS parents, collect(f) AS found, collect(predicate) AS predicates, collect(key) AS positions,
     collect(DISTINCT CASE WHEN $ask.columns.node THEN far END) AS ends
//{{#isWithParents}}
WITH *, COLLECT {
       UNWIND CASE WHEN $ask.columns.parent OR $ask.columns.count THEN $ask.keys ELSE [] END AS id
       OPTIONAL MATCH (e:Entity {id: id})
       RETURN e
     } AS owners
//{{/isWithParents}}
UNWIND range(0, CASE size(found) WHEN 0 THEN 0 ELSE size(found) - 1 END, 200) AS at
WITH parents[at..at + 200] AS parent, found[at..at + 200] AS facts, predicates[at..at + 200] AS predicate,
     positions[at..at + 200] AS key,
     CASE WHEN at > 0 THEN [] {{#isWithParents}}WHEN $ask.columns.parent THEN ends + [e IN owners WHERE e.intoId IS NULL] {{/isWithParents}}ELSE ends END AS nodes{{#isCounted}},
     CASE at WHEN 0 THEN owners ELSE [] END AS owners{{/isCounted}}
//{{#isWithClaims}}
CALL (facts) {
  UNWIND range(0, size(facts) - 1) AS i
  CALL (facts, i) {
    MATCH (c:Claim)
    USING INDEX SEEK c:Claim(factId, key)
    WHERE c.factId = facts[i].factId AND c.key > '' AND c.retractedAt IS NULL
    RETURN c ORDER BY c.factId, c.key LIMIT $claimLimit
  }
  //{{> claims-stated}}
  RETURN parent AS spokenOf, claims, places, sources
}
//{{/isWithClaims}}
RETURN parent,
       //{{#isCounted}}
       CASE WHEN $ask.columns.count THEN [e IN owners | 0
         //{{#branches}}
         + COUNT { (e){{#isIn}}<{{/isIn}}-[:{{TYPE}}]-{{^isIn}}>{{/isIn}}() }
         //{{/branches}}
       ] END AS count,
       //{{/isCounted}}
       CASE WHEN $ask.columns.predicate THEN predicate END AS predicate,
       CASE WHEN $ask.columns.key THEN key END AS key,
       [p IN $ask.facts | [f IN facts | f[p]]] AS facts,
       //{{#isWithClaims}}
       spokenOf,
       //{{> claim-columns}}
       ,
       //{{/isWithClaims}}
       //{{> node-columns}}
