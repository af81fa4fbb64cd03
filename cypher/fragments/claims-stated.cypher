// Claims `c` of parents `i` with where they are stated, in their order, and their sources once each.
//{{#isPast}}
MATCH (:Claim {id: c.id})-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
//{{^isPast}}
MATCH (c)-[stated:STATED_IN]->(s:Source)
//{{/isPast}}
WITH collect(toFloat(i)) AS parent, collect(c) AS claims, collect(stated) AS places,
     collect(DISTINCT CASE WHEN $ask.sources IS NOT NULL THEN s END) AS sources
