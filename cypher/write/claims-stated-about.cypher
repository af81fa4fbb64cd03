// What claims state whose end, or authority, is one of some entities as the source names them, whoever stands for these.
// $ids: [STRING] · $after STRING, a claim's id · $limit INTEGER
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT|ATTRIBUTED_TO]-(c:Claim)
WHERE c.id > $after
WITH DISTINCT c ORDER BY c.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(subject)
OPTIONAL MATCH (c)-[:OBJECT]->(object)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(authority)
RETURN c.id AS id, c.id AS key, subject.id AS subjectId, object.id AS objectId, authority.id AS attributedToId,
       c.predicate AS predicate, c.variable AS variable, c.factKey AS factKey, c.period AS period, c.factId AS factId
