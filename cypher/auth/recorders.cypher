// Who recorded claims. $ask.keys: [STRING], claim ids · Index: claim_id, change_number.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (c:Claim {id: $ask.keys[i]})
MATCH (change:Change {number: c.recordedIn}) WHERE change.tokenId IS NOT NULL
RETURN collect(i) AS parent, collect(change.tokenId) AS tokenId, collect(change.tokenName) AS tokenName
