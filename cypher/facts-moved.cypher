// Which facts the claims speak of now that spoke of some facts until their ends were merged, or taken apart.
// $ask.keys: [STRING], fact ids. One row; a list a column. Index: former_claim_by_fact, claim_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (v:FormerClaim)
USING INDEX SEEK v:FormerClaim(factId, key)
WHERE v.factId = $ask.keys[i] AND v.key > ''
MATCH (c:Claim {id: v.id}) WHERE c.retractedAt IS NULL AND c.factId <> v.factId
WITH i, min(c.factId) AS id
RETURN collect(i) AS parent, collect(id) AS id
