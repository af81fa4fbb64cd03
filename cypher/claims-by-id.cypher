// Claims by id, retracted ones too. $ask.keys: [STRING] · $ask.columns MAP {source}
// Index: claim_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (c:Claim {id: $ask.keys[i]})
//{{> claim-columns}}
