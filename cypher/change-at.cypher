// The last change that was made by some time, when the graph's history begins, since when changes
// tell which facts they made other, and which change is the last of all.
// $ask.at STRING, ISO 8601, or null · Index: change_at.
RETURN COLLECT { MATCH (c:Change) WHERE c.at <= $ask.at RETURN c.number ORDER BY c.at DESC, c.number DESC LIMIT 1 }[0] AS number,
       COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN coalesce(g.historySince, 0) }[0] AS since,
       COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN coalesce(g.factsSince, 0) }[0] AS factsSince,
       COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN g.changeNumber }[0] AS last
