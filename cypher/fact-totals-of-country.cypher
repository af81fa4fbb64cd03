// What the figures of facts add up to whose subjects lie in a country, or are it: the same as fact-totals.cypher, of an index that
// holds all that is asked for. One row; a list a column, and `countries`: which of $ask.keys: [STRING] are countries, by their
// places · $ask.branches: [STRING], without observations · $ask.where MAP {modality} · $ask.columns MAP of BOOLEAN {quality} · $ask.groupBy: [STRING],
// of PREDICATE, SUBJECT_COUNTRY, OBJECT_COUNTRY, MODALITY · $limit INTEGER
// Index: <predicate>_by_country. Facts whose subject lies in several countries are looked at one by one.
WITH COLLECT {
  UNWIND range(0, size($ask.keys) - 1) AS i
  MATCH (place:Entity {id: $ask.keys[i]})
  USING INDEX SEEK place:Entity(id)
  WHERE place.placeType = 'COUNTRY'
  RETURN i
} AS countries
CALL (countries) {
  UNWIND countries AS i
  WITH i, $ask.keys[i] AS country
  CALL (i, country) {
    CALL (country) {
      //{{#branches}}
      UNWIND CASE WHEN '{{BRANCH}}' IN $ask.branches THEN [country, '*'] ELSE [] END AS lies
      MATCH (subject)-[f:{{TYPE}}]->()
      USING INDEX SEEK f:{{TYPE}}(subjectCountry, objectCountry, unit, modality, addends, bound, isDisputed)
      WHERE f.subjectCountry = lies AND f.objectCountry IS NOT NULL AND f.unit IS NOT NULL AND f.modality IS NOT NULL
      AND f.addends IS NOT NULL AND f.bound IS NOT NULL AND f.isDisputed IS NOT NULL
      AND (lies = country OR country IN subject.withinIds)
      WITH CASE lies WHEN country THEN country ELSE subject.countryId END AS subjectCountry, f.objectCountry AS objectCountry,
           f.unit AS unit, f.modality AS modality, f.addends AS addends, f.bound AS bound, f.isDisputed AS isDisputed
      RETURN {{PREDICATE}} AS predicate, subjectCountry, objectCountry, unit, modality,
             sum(addends[0]) AS whole, sum(addends[1]) AS fraction, count(addends[0]) AS facts, count(*) AS found,
             sum(CASE WHEN isDisputed THEN 1 ELSE 0 END) AS disputed,
             sum(CASE WHEN bound IN ['EXACT', 'RANGE'] THEN 0 ELSE 1 END) AS inexact
      //{{^isLast}}
      UNION ALL
      //{{/isLast}}
      //{{/branches}}
    }
    WITH * WHERE (modality <> 'DENIED' OR 'DENIED' IN $ask.where.modality)
           AND ($ask.where.modality IS NULL OR modality IN $ask.where.modality)
    WITH *, [key IN $ask.groupBy | CASE key
        WHEN 'PREDICATE' THEN predicate
        WHEN 'SUBJECT_COUNTRY' THEN subjectCountry
        WHEN 'OBJECT_COUNTRY' THEN CASE WHEN objectCountry <> '' THEN objectCountry END
        WHEN 'MODALITY' THEN modality
      END] AS keys
    WITH keys, unit, sum(whole) AS whole, sum(fraction) AS fraction, sum(facts) AS facts, sum(found - facts) AS omitted,
         sum(disputed) AS disputed, sum(inexact) AS inexact, null AS min, null AS max
    //{{> total-columns}}
}
RETURN countries, parent, keys, unit, whole, fraction, facts, omitted, min, max, inexact, disputed
