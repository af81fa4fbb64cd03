// One step of a search for paths: the facts of some entities, with whom they lead to. One row; a list a column.
// $ask.walks MAP of [STRING], whose facts are walked: all of those under ANY, of whoever has few; those of one kind and end under
// its name ('INVESTED_IN IN'), those that were known before under 'FORMER OUT' and 'FORMER IN' · $ask.ends: [STRING] or null, of
// whom it is told how many facts they have although nothing leads to them; one that is merged into another by now is left out
// · $ask.predicates: [STRING] or null for all · $ask.meeting: [STRING] or null, whom a fact must lead to
// · $ask.counted: [STRING], of whom it is known how many facts they have
// $ask.validAt STRING or null · $ask.few INTEGER · $limit INTEGER, see fragments/link-degrees
// · seen, how many facts were walked · near, farId, factId, sources: those that hold · id, degrees, former: whom they lead to.
// Whoever has few facts comes last: each part before has its rows pass through all that follow. Where nobody else is walked,
// there is a shorter statement.
// Index: entity_id, former_fact_from_recent, former_fact_to_recent.
CALL () {
  //{{^isFew}}
  //{{#branches}}
  //{{#isFormer}}
  UNWIND $ask.walks['FORMER {{SIDE}}'] AS id
  MATCH (f:FormerFact)
  USING INDEX SEEK f:FormerFact({{NEAR}}, recent)
  WHERE f.{{NEAR}} = id AND f.recent > ''
  RETURN id, f, {{FAR_ID}} AS farId, null AS far
  //{{/isFormer}}
  //{{^isFormer}}
  UNWIND $ask.walks['{{BRANCH}}'] AS id
  MATCH (near:Entity {id: id}){{#isIn}}<{{/isIn}}-[f:{{TYPE}}]-{{^isIn}}>{{/isIn}}(far)
  USING INDEX SEEK near:Entity(id)
  RETURN id, f, far.id AS farId, far
  //{{/isFormer}}
  UNION ALL
  //{{/branches}}
  //{{/isFew}}
  UNWIND $ask.walks.ANY AS id
  MATCH (near:Entity {id: id})
  USING INDEX SEEK near:Entity(id)
  WHERE COUNT { (near)--() } <= $ask.few
  MATCH (near)-[f:{{TYPES}}]-(far)
  WHERE $ask.predicates IS NULL OR type(f) IN $ask.predicates
  RETURN id, f, far.id AS farId, far
}
// In a list’s condition a fact is read only when it gets there; else the planner has all that it names read before.
WITH id, f, farId, far, ($ask.meeting IS NULL OR farId IN $ask.meeting) AND all(f IN [f] WHERE
     //{{> link-holds}}
     ) AS holds
WITH count(f) AS seen, collect(CASE WHEN holds THEN id END) AS near, collect(CASE WHEN holds THEN farId END) AS farId,
     collect(CASE WHEN holds THEN f.factId END) AS factId, collect(CASE WHEN holds THEN f.sourceCount END) AS sources,
     //{{#isPast}}
     collect(DISTINCT CASE WHEN holds AND NOT farId IN $ask.counted THEN farId END) AS farIds
CALL (farIds) {
  UNWIND farIds AS id
  MATCH (n:Entity {id: id})
  RETURN collect(n) AS others
}
WITH *,
     //{{/isPast}}
     //{{^isPast}}
     collect(DISTINCT CASE WHEN holds AND NOT farId IN $ask.counted THEN far END) AS others
WITH *,
     //{{/isPast}}
     others + COLLECT { UNWIND $ask.ends AS id MATCH (n:Entity {id: id}){{^isPast}} WHERE n.intoId IS NULL{{/isPast}} RETURN n } AS reached
//{{> link-degrees}}
RETURN seen, near, farId, factId, sources, id, degrees, former
