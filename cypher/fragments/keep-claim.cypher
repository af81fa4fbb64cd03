// Before a claim `c` is other than it was: what it was stays as a `FormerClaim`, known from `knownIn` until `knownTo`.
FOREACH (_ IN CASE WHEN c.knownIn < $changeNumber THEN [1] ELSE [] END |
  CREATE (v:FormerClaim) SET v = properties(c), v.knownTo = $changeNumber)
