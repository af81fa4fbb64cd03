// Records claims. A claim that is there already stays as it is, so asserting twice is asserting once.
// $claims: [{id, subjectId, objectId, sourceId, attributedToId, locator, quote, properties: {…}}]
// Returns the facts that are touched.
UNWIND $claims AS row
MATCH (subject:Entity {id: row.subjectId})
MATCH (source:Source {id: row.sourceId})
OPTIONAL MATCH (object:Entity {id: row.objectId})
OPTIONAL MATCH (authority:Entity {id: row.attributedToId})
OPTIONAL MATCH (known:Claim {id: row.id})
WITH row, subject, source, object, authority WHERE known IS NULL
CREATE (c:Claim {id: row.id})
SET c += row.properties
CREATE (c)-[:SUBJECT]->(subject)
CREATE (c)-[:STATED_IN {locator: row.locator, quote: row.quote}]->(source)
FOREACH (o IN CASE WHEN object IS NULL THEN [] ELSE [object] END | CREATE (c)-[:OBJECT]->(o))
FOREACH (a IN CASE WHEN authority IS NULL THEN [] ELSE [authority] END | CREATE (c)-[:ATTRIBUTED_TO]->(a))
RETURN c.id AS id, c.factId AS factId
