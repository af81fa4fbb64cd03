// Before a fact `f` is other than it was: what it was stays as a `FormerFact`, known from `knownIn` until `knownTo`, without
// what only sums of now are found by.
FOREACH (was IN CASE WHEN f.knownIn < $changeNumber THEN [properties(f)] ELSE [] END |
  CREATE (v:FormerFact)
  SET v = was {.*, subjectCountry: null, objectCountry: null, addends: null}, v.predicate = '{{TYPE}}', v.knownTo = $changeNumber)
