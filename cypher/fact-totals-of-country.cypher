// What the figures of facts add up to whose subjects lie in a country, or are it: the same as fact-totals.cypher, of an index that
// holds all that is asked for. One row; a list a column, and `countries`: which of $ask.keys: [STRING] are countries, by their
// places · $ask.branches: [STRING], without observations · $ask.where MAP {modality} · $ask.columns MAP of BOOLEAN {quality} · $ask.groupBy: [STRING],
// of PREDICATE, SUBJECT_COUNTRY, OBJECT_COUNTRY, MODALITY · $limit INTEGER
// Index: <predicate>_by_country. Facts whose subject lies in several countries are looked at one by one, by themselves: the others
// need no second look.
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
      UNWIND CASE WHEN '{{BRANCH}}' IN $ask.branches THEN [country] ELSE [] END AS lies
      //{{> country-figures}}
      WITH f.objectCountry AS objectCountry, f.unit AS unit, f.modality AS modality,
           //{{> figure-sums}}
      RETURN {{PREDICATE}} AS predicate, country AS subjectCountry, objectCountry, unit, modality,
             whole, fraction, facts, found, disputed, inexact
      UNION ALL
      UNWIND CASE WHEN '{{BRANCH}}' IN $ask.branches THEN ['*'] ELSE [] END AS lies
      //{{> country-figures}}
      AND country IN subject.withinIds
      WITH subject.countryId AS subjectCountry, f.objectCountry AS objectCountry, f.unit AS unit, f.modality AS modality,
           //{{> figure-sums}}
      RETURN {{PREDICATE}} AS predicate, subjectCountry, objectCountry, unit, modality,
             whole, fraction, facts, found, disputed, inexact
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
