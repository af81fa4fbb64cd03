// How many facts entities have, before any of them is walked. One row; a list a column.
// $ask.keys: [STRING] · $ask.few INTEGER · $limit INTEGER, see fragments/link-degrees
// Index: entity_id, former_fact_from_recent, former_fact_to_recent.
UNWIND $ask.keys AS key
MATCH (n:Entity {id: key})
WITH collect(n) AS reached
//{{> link-degrees}}
RETURN id, degrees, former
