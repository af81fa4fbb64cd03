// How many facts the entities `reached` have, from the degree store: of one with at most $ask.few relationships of all sorts how many
// these are, of another also how many facts of each kind and end, in the order of the ontology. What facts were before they were what
// they are now is counted up to $ask.most.
CALL (reached) {
  UNWIND reached AS n
  WITH n, COUNT { (n)--() } AS all
  RETURN collect(n.id) AS id, collect(CASE WHEN all <= $ask.few THEN [all] ELSE [all
    //{{#branches}}
    //{{^isFormer}}
    , COUNT { (n){{#isIn}}<{{/isIn}}-[:{{TYPE}}]-{{^isIn}}>{{/isIn}}() }
    //{{/isFormer}}
    //{{/branches}}
  ] END) AS degrees,
  //{{#isPast}}
  collect([
    COUNT { MATCH (v:FormerFact) USING INDEX SEEK v:FormerFact(fromId, recent) WHERE v.fromId = n.id AND v.recent > '' WITH v LIMIT $limit RETURN v },
    COUNT { MATCH (v:FormerFact) USING INDEX SEEK v:FormerFact(toId, recent) WHERE v.toId = n.id AND v.recent > '' WITH v LIMIT $limit RETURN v }
  ])
  //{{/isPast}}
  //{{^isPast}}
  collect(null)
  //{{/isPast}}
  AS former
}
