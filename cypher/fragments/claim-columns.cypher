// Claims as columns, with where they are stated; their sources once each, when selected.
//{{#isPast}}
MATCH (:Claim {id: c.id})-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
//{{^isPast}}
MATCH (c)-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
WITH collect(i) AS parent, collect(c) AS claims, collect(stated) AS places,
     collect(DISTINCT CASE WHEN $ask.columns.source THEN s END) AS sources
RETURN parent, [p IN places | p.locator] AS locator, [p IN places | p.quote] AS quote,
       [c IN claims | c.id] AS id, [c IN claims | c.key] AS key, [c IN claims | c.factId] AS factId,
       [c IN claims | c.predicate] AS predicate, [c IN claims | c.subjectId] AS subjectId,
       [c IN claims | c.objectId] AS objectId, [c IN claims | c.variable] AS variable,
       [c IN claims | c.amount] AS amount, [c IN claims | c.unit] AS unit, [c IN claims | c.bound] AS bound,
       [c IN claims | c.lower] AS lower, [c IN claims | c.upper] AS upper, [c IN claims | c.text] AS text,
       [c IN claims | c.modality] AS modality, [c IN claims | c.period] AS period, [c IN claims | c.start] AS start,
       [c IN claims | c.end] AS end, [c IN claims | c.rank] AS rank, [c IN claims | c.sourceId] AS sourceId,
       [c IN claims | c.attributedToId] AS attributedToId, [c IN claims | c.recordedAt] AS recordedAt,
       [c IN claims | c.retractedAt] AS retractedAt,
       //{{> source-columns}}
