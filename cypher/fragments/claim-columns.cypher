// Claims as columns, with where they are stated, and their sources once each. What is not selected comes back as null.
//{{#isPast}}
MATCH (:Claim {id: c.id})-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
//{{^isPast}}
MATCH (c)-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
WITH collect(toFloat(i)) AS parent, collect(c) AS claims, collect(stated) AS places,
     collect(DISTINCT CASE WHEN $ask.columns.sources IS NOT NULL THEN s END) AS sources
RETURN parent,
       CASE WHEN $ask.columns.place THEN [p IN places | p.locator] END AS locator,
       CASE WHEN $ask.columns.place THEN [p IN places | p.quote] END AS quote,
       CASE WHEN $ask.columns.id THEN [c IN claims | c.id] END AS id,
       CASE WHEN $ask.columns.key THEN [c IN claims | c.key] END AS key,
       CASE WHEN $ask.columns.fact THEN [c IN claims | c.factId] END AS factId,
       CASE WHEN $ask.columns.predicate THEN [c IN claims | c.predicate] END AS predicate,
       CASE WHEN $ask.columns.ends THEN [c IN claims | c.subjectId] END AS subjectId,
       CASE WHEN $ask.columns.ends THEN [c IN claims | c.objectId] END AS objectId,
       CASE WHEN $ask.columns.words THEN [c IN claims | c.variable] END AS variable,
       CASE WHEN $ask.columns.words THEN [c IN claims | c.text] END AS text,
       CASE WHEN $ask.columns.value THEN [c IN claims | c.amount] END AS amount,
       CASE WHEN $ask.columns.value THEN [c IN claims | c.unit] END AS unit,
       CASE WHEN $ask.columns.bounds THEN [c IN claims | c.bound] END AS bound,
       CASE WHEN $ask.columns.bounds THEN [c IN claims | c.lower] END AS lower,
       CASE WHEN $ask.columns.bounds THEN [c IN claims | c.upper] END AS upper,
       CASE WHEN $ask.columns.modality THEN [c IN claims | c.modality] END AS modality,
       CASE WHEN $ask.columns.period THEN [c IN claims | c.period] END AS period,
       CASE WHEN $ask.columns.days THEN [c IN claims | c.start] END AS start,
       CASE WHEN $ask.columns.days THEN [c IN claims | c.end] END AS end,
       CASE WHEN $ask.columns.rank THEN [c IN claims | c.rank] END AS rank,
       CASE WHEN $ask.columns.source THEN [c IN claims | c.sourceId] END AS sourceId,
       CASE WHEN $ask.columns.authority THEN [c IN claims | c.attributedToId] END AS attributedToId,
       CASE WHEN $ask.columns.recorded THEN [c IN claims | c.recordedAt] END AS recordedAt,
       CASE WHEN $ask.columns.recorded THEN [c IN claims | c.retractedAt] END AS retractedAt,
       //{{> source-columns}}
