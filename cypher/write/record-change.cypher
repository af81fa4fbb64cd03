// Keeps who made the change that this transaction is. $tokenId, $tokenName STRING
// Returns its number.
MATCH (g:Graph {id: 'graph'})
CREATE (c:Change {number: g.changeNumber, at: g.changedAt, tokenId: $tokenId, tokenName: $tokenName})
RETURN c.number AS number
