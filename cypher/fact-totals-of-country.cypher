// What the figures of facts add up to whose subjects lie in a country, or are it: the same as fact-totals.cypher, of an index that
// holds all that is asked for. One row; a list a column, and `countries`: which of $ask.keys: [STRING] are countries, by their
// places · $ask.branches: [STRING], without observations · $ask.groupBy: [STRING], PREDICATE and SUBJECT_COUNTRY where they are told;
// '' is no country.
// In the groups in which the index is walked, denied ones too: who asked adds up those that fall together, which took Neo4j a
// quarter of its time for the statement.
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
  CALL (country) {
    //{{#branches}}
    UNWIND CASE WHEN '{{BRANCH}}' IN $ask.branches THEN [country] ELSE [] END AS lies
    //{{> country-figures}}
    WITH {{#isByObject}}f.objectCountry AS objectCountry, {{/isByObject}}f.unit AS unit, f.modality AS modality,
         //{{> figure-sums}}
    RETURN {{PREDICATE}} AS predicate, country AS subjectCountry, {{#isByObject}}objectCountry, {{/isByObject}}unit, modality,
           whole, fraction, facts, found{{#isWithQuality}}, disputed, inexact{{/isWithQuality}}
    UNION ALL
    UNWIND CASE WHEN '{{BRANCH}}' IN $ask.branches THEN ['*'] ELSE [] END AS lies
    //{{> country-figures}}
    AND country IN subject.withinIds
    WITH coalesce(subject.countryId, '') AS subjectCountry, {{#isByObject}}f.objectCountry AS objectCountry, {{/isByObject}}
         f.unit AS unit, f.modality AS modality,
         //{{> figure-sums}}
    RETURN {{PREDICATE}} AS predicate, subjectCountry, {{#isByObject}}objectCountry, {{/isByObject}}unit, modality,
           whole, fraction, facts, found{{#isWithQuality}}, disputed, inexact{{/isWithQuality}}
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  RETURN collect(toFloat(i)) AS parent, collect(modality) AS MODALITY,
         CASE WHEN 'PREDICATE' IN $ask.groupBy THEN collect(predicate) END AS PREDICATE,
         CASE WHEN 'SUBJECT_COUNTRY' IN $ask.groupBy THEN collect(subjectCountry) END AS SUBJECT_COUNTRY,
         //{{#isByObject}}
         collect(objectCountry) AS OBJECT_COUNTRY,
         //{{/isByObject}}
         collect(unit) AS unit, collect(toString(whole)) AS whole, collect(toString(fraction)) AS fraction,
         collect(toFloat(facts)) AS facts, collect(toFloat(found)) AS found
         //{{#isWithQuality}}
         , collect(toFloat(disputed)) AS disputed, collect(toFloat(inexact)) AS inexact
         //{{/isWithQuality}}
}
RETURN countries, parent, MODALITY, PREDICATE, SUBJECT_COUNTRY, {{#isByObject}}OBJECT_COUNTRY, {{/isByObject}}unit,
       whole, fraction, facts, found{{#isWithQuality}}, disputed, inexact{{/isWithQuality}}
