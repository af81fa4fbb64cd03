// One page of changes, by number. $ask.after, $ask.since, $ask.upTo INTEGER · $limit INTEGER
// How many of each deed there are; which, is read when it is selected. Index: change_number.
// Which facts it made other, a change knows only after `factsSince`: -1 before. What was done before the history of the graph begins is not known.
MATCH (g:Graph {id: 'graph'})
MATCH (c:Change)
WHERE c.number {{COMPARE}} $ask.after AND c.number > $ask.since AND c.number <= $ask.upTo
AND c.number > coalesce(g.historySince, 0)
WITH c, coalesce(g.factsSince, 0) AS factsSince ORDER BY c.number {{DIRECTION}} LIMIT $limit
RETURN collect(c.number) AS number, collect(c.at) AS at,
       collect([size(coalesce(c.assertedIds, [])), size(coalesce(c.retractedIds, [])), size(coalesce(c.rankedIds, [])),
                size(coalesce(c.entityIds, [])), size(coalesce(c.sourceIds, [])), 
                CASE WHEN c.number > factsSince THEN size(coalesce(c.factIds, [])) ELSE -1 END]) AS counts,
       collect(coalesce(c.mergedIds, [])) AS merged, collect(coalesce(c.unmergedIds, [])) AS unmerged,
       collect(coalesce(c.tokenId, '')) AS tokenId, collect(coalesce(c.tokenName, '')) AS tokenName
