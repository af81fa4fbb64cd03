// What is there already of claims that are about to be recorded: which of them, and whether they were taken back; which of their
// facts any claim speaks of, live or not. $ids, $factIds: [STRING] · Index: claim_id, claim_by_fact.
CALL () {
  UNWIND $ids AS id
  MATCH (c:Claim {id: id})
  RETURN collect([c.id, c.retractedAt IS NOT NULL]) AS claims
}
CALL () {
  UNWIND $factIds AS factId
  MATCH (c:Claim)
  USING INDEX SEEK c:Claim(factId, key)
  WHERE c.factId = factId AND c.key > ''
  RETURN collect(DISTINCT factId) AS factIds
}
RETURN claims, factIds
