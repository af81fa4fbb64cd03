// Claims by id, retracted ones too. $ask.keys: [STRING] · what is read of them: see fragments/claim-columns
// Index: claim_id.
UNWIND range(0, size($ask.keys) - 1) AS i
//{{^isPast}}
MATCH (c:Claim {id: $ask.keys[i]})
USING INDEX SEEK c:Claim(id)
//{{/isPast}}
//{{#isPast}}
CALL (i) {
  MATCH (c:Claim {id: $ask.keys[i]}) WHERE c.knownIn <= $ask.knownIn
  RETURN c
  UNION ALL
  MATCH (c:FormerClaim {id: $ask.keys[i]}) WHERE c.knownIn <= $ask.knownIn AND c.knownTo > $ask.knownIn
  RETURN c
}
//{{/isPast}}
//{{> claims-stated}}
RETURN parent,
       //{{> claim-columns}}
