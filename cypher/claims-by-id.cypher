// Claims by id, retracted ones too. $keys: [STRING] · $columns MAP {source}
// Index: claim_id.
UNWIND range(0, size($keys) - 1) AS i
MATCH (c:Claim {id: $keys[i]})
//{{> claim-columns}}
