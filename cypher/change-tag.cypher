// What answers depend on: the last change and its time; of questions about the past also the change that they name, or the last by
// the time that they name. $ask.change INTEGER or null · $ask.at STRING, ISO 8601, or null · Index: graph_id, change_number, change_at.
RETURN COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.changeNumber, g.changedAt] }[0] AS last,
       COLLECT { MATCH (c:Change {number: $ask.change}) RETURN c.at }[0] AS changeAt,
       COLLECT { MATCH (c:Change) WHERE c.at <= $ask.at RETURN c.number ORDER BY c.at DESC, c.number DESC LIMIT 1 }[0] AS numberThen
