// Records claims that are not there yet. $claims: [{subjectId, objectId, sourceId, attributedToId, statedIn: {…}, properties: {id, …}}]
UNWIND $claims AS row
MATCH (subject:Entity {id: row.subjectId})
MATCH (source:Source {id: row.sourceId})
OPTIONAL MATCH (object:Entity {id: row.objectId})
OPTIONAL MATCH (authority:Entity {id: row.attributedToId})
CREATE (c:Claim)
SET c = row.properties
CREATE (c)-[:SUBJECT]->(subject)
CREATE (c)-[statedIn:STATED_IN]->(source)
SET statedIn = row.statedIn
FOREACH (o IN CASE WHEN object IS NULL THEN [] ELSE [object] END | CREATE (c)-[:OBJECT]->(o))
FOREACH (a IN CASE WHEN authority IS NULL THEN [] ELSE [authority] END | CREATE (c)-[:ATTRIBUTED_TO]->(a))
