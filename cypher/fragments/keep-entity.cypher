// Before an entity `e` is other than it was: what it was stays as a `FormerEntity`, known from `knownIn` until `knownTo`.
FOREACH (_ IN CASE WHEN e.knownIn < $changeNumber THEN [1] ELSE [] END |
  CREATE (v:FormerEntity) SET v = properties(e), v.knownTo = $changeNumber)
