// Where the claims stand that are about an entity, a batch at a time: at one end, or its authority.
// $id STRING · $after STRING, a key · $limit INTEGER · Index: claim_by_subject, claim_by_object, claim_by_authority.
CALL () {
  MATCH (c:Claim) USING INDEX SEEK c:Claim(subjectId, key)
  WHERE c.subjectId = $id AND c.key > $after
  RETURN c ORDER BY c.subjectId, c.key LIMIT $limit
  UNION
  MATCH (c:Claim) USING INDEX SEEK c:Claim(objectId, key)
  WHERE c.objectId = $id AND c.key > $after
  RETURN c ORDER BY c.objectId, c.key LIMIT $limit
  UNION
  MATCH (c:Claim) USING INDEX SEEK c:Claim(attributedToId, key)
  WHERE c.attributedToId = $id AND c.key > $after
  RETURN c ORDER BY c.attributedToId, c.key LIMIT $limit
}
WITH c ORDER BY c.key LIMIT $limit
RETURN c.id AS id, c.key AS key, c.subjectId AS subjectId, c.objectId AS objectId, c.attributedToId AS attributedToId,
       c.predicate AS predicate, c.variable AS variable, c.factKey AS factKey, c.period AS period, c.factId AS factId
