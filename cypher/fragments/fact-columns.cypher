// Facts as columns, their far ends once each, and the parents themselves where they are asked for. A group of columns that is
// not selected comes back as null. A long list comes in several rows, 200 facts each: of a message that is longer than a
// few of Bolt's chunks the driver takes twice the time. Positions are floats: of an integer it makes five objects.
WITH collect(toFloat(i)) AS parents, collect(f) AS found, collect(predicate) AS predicates, collect(key) AS positions,
     collect(DISTINCT CASE WHEN $ask.columns.node THEN far END) AS ends
//{{#isWithParents}}
WITH *, COLLECT {
       UNWIND CASE WHEN $ask.columns.parent OR $ask.columns.count THEN $ask.keys ELSE [] END AS id
       OPTIONAL MATCH (e:Entity {id: id})
       RETURN e
     } AS owners
//{{/isWithParents}}
UNWIND range(0, CASE size(found) WHEN 0 THEN 0 ELSE size(found) - 1 END, 200) AS at
WITH parents[at..at + 200] AS parent, found[at..at + 200] AS facts, predicates[at..at + 200] AS predicate,
     positions[at..at + 200] AS key,
     CASE at WHEN 0 THEN ends{{#isWithParents}} + [e IN owners WHERE $ask.columns.parent AND e.intoId IS NULL]{{/isWithParents}} ELSE [] END AS nodes{{#isCounted}},
     CASE at WHEN 0 THEN owners ELSE [] END AS owners{{/isCounted}}
RETURN parent,
       //{{#isCounted}}
       CASE WHEN $ask.columns.count THEN [e IN owners | 0
         //{{#branches}}
         + COUNT { (e){{#isIn}}<{{/isIn}}-[:{{TYPE}}]-{{^isIn}}>{{/isIn}}() }
         //{{/branches}}
       ] END AS count,
       //{{/isCounted}}
       CASE WHEN $ask.columns.predicate THEN predicate END AS predicate,
       CASE WHEN $ask.columns.id THEN [f IN facts | f.factId] END AS factId,
       CASE WHEN $ask.columns.from THEN [f IN facts | f.fromId] END AS fromId,
       CASE WHEN $ask.columns.to THEN [f IN facts | f.toId] END AS toId,
       CASE WHEN $ask.columns.key THEN key END AS key,
       CASE WHEN $ask.columns.modality THEN [f IN facts | f.modality] END AS modality,
       CASE WHEN $ask.columns.sources THEN [f IN facts | f.sourceCount] END AS sourceCount,
       CASE WHEN $ask.columns.sources THEN [f IN facts | f.isDisputed] END AS isDisputed,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.unit] END AS unit,
       CASE WHEN $ask.columns.value THEN [f IN facts | f.amount] END AS amount,
       CASE WHEN $ask.columns.bounds THEN [f IN facts | f.bound] END AS bound,
       CASE WHEN $ask.columns.bounds THEN [f IN facts | f.lower] END AS lower,
       CASE WHEN $ask.columns.bounds THEN [f IN facts | f.upper] END AS upper,
       CASE WHEN $ask.columns.words THEN [f IN facts | f.text] END AS text,
       CASE WHEN $ask.columns.words THEN [f IN facts | f.variable] END AS variable,
       CASE WHEN $ask.columns.period THEN [f IN facts | f.period] END AS period,
       CASE WHEN $ask.columns.days THEN [f IN facts | f.start] END AS start,
       CASE WHEN $ask.columns.days THEN [f IN facts | f.end] END AS end,
       //{{> node-columns}}
