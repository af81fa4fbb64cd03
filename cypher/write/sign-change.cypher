// Keeps who made the change that this transaction is. $tokenId, $tokenName STRING
// Returns its number.
MATCH (g:Graph {id: 'graph'})
MATCH (c:Change {number: g.changeNumber})
SET c.tokenId = $tokenId, c.tokenName = $tokenName
RETURN c.number AS number
