// What the values of each parent's facts add up to, one total a unit and group. Exact: whole and fractional parts are
// summed as integers. Denied facts are left out unless the filter names them. $ask.keys: [STRING] · $ask.branches: [STRING]
// · $ask.where MAP · $ask.columns MAP of BOOLEAN {range, quality} · $ask.groupBy: [STRING], of TotalKey · $limit INTEGER
// Index: <predicate>_from_recent or _to_recent; without a parent, every fact that passes is read.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    //{{#branches}}
    WITH i
    //{{> fact-match}}
    //{{^isBySubject}}
    USING INDEX SEEK f:{{INDEXED}}({{#isAnchored}}{{NEAR}}, {{/isAnchored}}recent)
    WHERE {{#isAnchored}}f.{{NEAR}} = $ask.keys[i] AND {{/isAnchored}}f.recent > {{#isFormer}}''{{/isFormer}}{{^isFormer}}CASE WHEN '{{BRANCH}}' IN $ask.branches THEN '' END{{/isFormer}}
    //{{/isBySubject}}
    //{{#isBySubject}}
    WHERE true
    //{{/isBySubject}}
    AND f.unit IS NOT NULL
    AND (f.modality <> 'DENIED' OR 'DENIED' IN $ask.where.modality)
    //{{> fact-known}}
    //{{> fact-filter}}
    RETURN f, {{SUBJECT_NODE}} AS subject, {{OBJECT_NODE}} AS object, {{PREDICATE}} AS predicate
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  //{{#isPast}}
  // What becomes other while it is read may be met as it is and as it was.
  WITH f.factId AS factId, collect(f)[0] AS f, predicate, null AS subject, null AS object
  //{{/isPast}}
  WITH f, [key IN $ask.groupBy | CASE key
      WHEN 'PREDICATE' THEN predicate
      WHEN 'SUBJECT' THEN f.fromId
      WHEN 'OBJECT' THEN f.toId
      //{{^isPast}}
      WHEN 'SUBJECT_COUNTRY' THEN subject.countryId
      WHEN 'OBJECT_COUNTRY' THEN object.countryId
      //{{/isPast}}
      //{{#isPast}}
      WHEN 'SUBJECT_COUNTRY' THEN COLLECT {
        MATCH (v:Entity {id: f.fromId}) WHERE v.knownIn <= $ask.knownIn RETURN v.countryId
        UNION ALL
        MATCH (v:FormerEntity {id: f.fromId}) WHERE v.knownIn <= $ask.knownIn AND v.knownTo > $ask.knownIn RETURN v.countryId
      }[0]
      WHEN 'OBJECT_COUNTRY' THEN COLLECT {
        MATCH (v:Entity {id: f.toId}) WHERE v.knownIn <= $ask.knownIn RETURN v.countryId
        UNION ALL
        MATCH (v:FormerEntity {id: f.toId}) WHERE v.knownIn <= $ask.knownIn AND v.knownTo > $ask.knownIn RETURN v.countryId
      }[0]
      //{{/isPast}}
      WHEN 'VARIABLE' THEN f.variable
      WHEN 'YEAR' THEN CASE WHEN f.recent STARTS WITH '0000' THEN null ELSE left(f.recent, 4) END
      WHEN 'MODALITY' THEN f.modality
    END] AS keys
  WITH keys, f.unit AS unit, sum(f.whole) AS whole, sum(f.fraction) AS fraction, count(f.whole) AS facts,
       count(f) - count(f.whole) AS omitted, sum(CASE WHEN $ask.columns.quality AND f.isDisputed THEN 1 ELSE 0 END) AS disputed,
       min(CASE WHEN $ask.columns.range AND f.whole IS NOT NULL THEN f.byValue END) AS min,
       max(CASE WHEN $ask.columns.range AND f.whole IS NOT NULL THEN f.byValue END) AS max,
       sum(CASE WHEN $ask.columns.quality THEN CASE WHEN f.bound = 'EXACT' OR f.whole IS NULL THEN 0 ELSE 1 END ELSE 0 END) AS inexact
  // Parts of 10^-12 that make wholes are carried, so that sums are in their order.
  WITH *, toInteger(floor(toFloat(fraction) / 1000000000000)) AS carried
  WITH *, whole + carried AS sumWhole, fraction - carried * 1000000000000 AS sumFraction
  ORDER BY unit, sumWhole DESC, sumFraction DESC, keys LIMIT $limit
  RETURN keys, unit, whole, fraction, facts, min, max, inexact, omitted, disputed
}
RETURN collect(toFloat(i)) AS parent, collect(keys) AS keys, collect(unit) AS unit, collect(toString(whole)) AS whole,
       collect(toString(fraction)) AS fraction, collect(toFloat(facts)) AS facts, collect(toFloat(omitted)) AS omitted,
       CASE WHEN $ask.columns.range THEN collect(coalesce(min, '')) END AS min,
       CASE WHEN $ask.columns.range THEN collect(coalesce(max, '')) END AS max,
       CASE WHEN $ask.columns.quality THEN collect(inexact) END AS inexact,
       CASE WHEN $ask.columns.quality THEN collect(disputed) END AS disputed
