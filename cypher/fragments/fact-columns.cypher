// Facts as columns, their far ends once each. A group of columns that is not selected comes back as null.
WITH collect(i) AS parent, collect(f) AS facts, collect(predicate) AS predicate,
     collect(DISTINCT CASE WHEN $ask.columns.node THEN far END) AS nodes
RETURN parent, predicate,
       [f IN facts | f.factId] AS factId, [f IN facts | f.fromId] AS fromId, [f IN facts | f.toId] AS toId,
       [f IN facts | f.{{KEY}}] AS key, [f IN facts | f.modality] AS modality,
       [f IN facts | f.sourceCount] AS sourceCount, [f IN facts | f.isDisputed] AS isDisputed,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.unit] END AS unit,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.amount] END AS amount,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.bound] END AS bound,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.lower] END AS lower,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.upper] END AS upper,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.text] END AS text,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.variable] END AS variable,
       CASE WHEN $ask.columns.period THEN [f IN facts | f.period] END AS period,
       CASE WHEN $ask.columns.period THEN [f IN facts | f.start] END AS start,
       CASE WHEN $ask.columns.period THEN [f IN facts | f.end] END AS end,
       //{{> node-columns}}
