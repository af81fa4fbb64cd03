// Facts that carry a figure are summed by country from an index: what it holds, for those that are there already. Writing keeps it
// (fragments/summed-by.cypher); what facts and entities were before has no need of it.
MATCH (e:Entity)
WHERE COUNT { (e)-[:WITHIN]->({placeType: 'COUNTRY'}) } + CASE WHEN e.placeType = 'COUNTRY' THEN 1 ELSE 0 END > 1
CALL (e) { SET e.isInSeveralCountries = true } IN TRANSACTIONS;
MATCH (a)-[f:INVESTED_IN|PRODUCES|PRODUCED|OWNS|EXPORTS_TO]->(b) WHERE f.unit IS NOT NULL
CALL (a, f, b) {
  // Looked at here, or all of them would be in memory before the first is written.
  WITH a, f, b WHERE f.addends IS NULL
  SET f.subjectCountry = CASE WHEN a.isInSeveralCountries THEN '*' ELSE coalesce(a.countryId, '') END,
      f.objectCountry = coalesce(b.countryId, ''),
      f.addends = CASE WHEN f.whole IS NULL THEN [] ELSE [f.whole, f.fraction] END
} IN TRANSACTIONS;
