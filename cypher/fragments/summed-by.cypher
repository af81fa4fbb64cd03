// What sums by country find and read in one index (fact-totals-of-country.cypher), of a fact `f` from `a` to `b` that says `said`:
// the only country of its subject, `*` when there are several, its object's, and its figure. All are there when it has a unit: an
// index holds what has every property. A range has no addends.
FOREACH (figure IN CASE WHEN said.unit IS NULL THEN [] ELSE [said] END |
  SET f.subjectCountry = CASE WHEN a.isInSeveralCountries THEN '*' ELSE coalesce(a.countryId, '') END,
      f.objectCountry = coalesce(b.countryId, ''),
      f.addends = CASE WHEN figure.whole IS NULL THEN [] ELSE [figure.whole, figure.fraction] END)
