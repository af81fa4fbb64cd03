// What claims name by themselves, whoever stands for it now: their ends, their authority, and the key of their fact. None of it
// ever changes. $ask.keys: [STRING], ids of claims. One row; a list a column. Index: claim_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (c:Claim {id: $ask.keys[i]})
USING INDEX SEEK c:Claim(id)
WITH i, c, head([(c)-[:SUBJECT]->(e) | e.id]) AS subjectId, head([(c)-[:OBJECT]->(e) | e.id]) AS objectId,
     head([(c)-[:ATTRIBUTED_TO]->(e) | e.id]) AS attributedToId
RETURN collect({i: i, subjectId: subjectId, objectId: objectId, attributedToId: attributedToId, factKey: c.factKey}) AS stated
