// Every fact that claims speak of, live or not, a batch at a time. $after STRING, $limit INTEGER
MATCH (c:Claim) WHERE c.factId > $after
WITH DISTINCT c.factId AS factId ORDER BY factId LIMIT $limit
RETURN factId AS id
