// How many changes there are after one, up to another. $ask.since, $ask.upTo INTEGER · Index: change_number.
MATCH (g:Graph {id: 'graph'})
MATCH (c:Change)
WHERE c.number > $ask.since AND c.number <= $ask.upTo AND c.number > coalesce(g.historySince, 0)
RETURN count(c) AS n
