// What a change did to the claims of facts. $ask.keys: [STRING], fact ids · $ask.change INTEGER
// A claim is other since the change when it is known from it on; what was done to it, the change knows.
// One row; a list a column. Index: change_number, claim_by_fact, former_claim_by_fact.
MATCH (change:Change {number: $ask.change})
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i, change) {
  MATCH (c:Claim)
  USING INDEX SEEK c:Claim(factId, key)
  WHERE c.factId = $ask.keys[i] AND c.key > '' AND c.knownIn = change.number
  RETURN c.id AS id, c.key AS key
  UNION
  MATCH (c:FormerClaim)
  USING INDEX SEEK c:FormerClaim(factId, key)
  WHERE c.factId = $ask.keys[i] AND c.key > '' AND c.knownIn = change.number
  RETURN c.id AS id, c.key AS key
}
WITH i, change, id ORDER BY key
WITH i, change, collect(id) AS ids
RETURN collect(i) AS parent,
       collect([id IN ids WHERE id IN change.assertedIds][0..{{MOST}}]) AS asserted,
       collect([id IN ids WHERE id IN change.retractedIds][0..{{MOST}}]) AS retracted,
       collect([id IN ids WHERE id IN change.rankedIds][0..{{MOST}}]) AS ranked
