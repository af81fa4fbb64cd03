// What was known before stays: what claims, facts, entities and sources were, until a change made them other than that. A question
// about another time walks these as one about now walks the others.
CREATE INDEX former_claim_id IF NOT EXISTS FOR (n:FormerClaim) ON (n.id);
CREATE INDEX former_claim_key IF NOT EXISTS FOR (n:FormerClaim) ON (n.key);
CREATE INDEX former_claim_by_fact IF NOT EXISTS FOR (n:FormerClaim) ON (n.factId, n.key);
CREATE INDEX former_claim_by_subject IF NOT EXISTS FOR (n:FormerClaim) ON (n.subjectId, n.key);
CREATE INDEX former_claim_by_object IF NOT EXISTS FOR (n:FormerClaim) ON (n.objectId, n.key);
CREATE INDEX former_claim_by_source IF NOT EXISTS FOR (n:FormerClaim) ON (n.sourceId, n.key);
CREATE INDEX former_claim_by_authority IF NOT EXISTS FOR (n:FormerClaim) ON (n.attributedToId, n.key);
CREATE INDEX former_fact_id IF NOT EXISTS FOR (f:FormerFact) ON (f.factId);
CREATE INDEX former_fact_recent IF NOT EXISTS FOR (f:FormerFact) ON (f.recent);
CREATE INDEX former_fact_from_recent IF NOT EXISTS FOR (f:FormerFact) ON (f.fromId, f.recent);
CREATE INDEX former_fact_to_recent IF NOT EXISTS FOR (f:FormerFact) ON (f.toId, f.recent);
CREATE INDEX former_fact_value IF NOT EXISTS FOR (f:FormerFact) ON (f.byValue);
CREATE INDEX former_fact_from_value IF NOT EXISTS FOR (f:FormerFact) ON (f.fromId, f.byValue);
CREATE INDEX former_fact_to_value IF NOT EXISTS FOR (f:FormerFact) ON (f.toId, f.byValue);
CREATE INDEX former_entity_id IF NOT EXISTS FOR (n:FormerEntity) ON (n.id);
CREATE INDEX former_entity_name_key IF NOT EXISTS FOR (n:FormerEntity) ON (n.nameKey);
CREATE INDEX former_source_id IF NOT EXISTS FOR (n:FormerSource) ON (n.id);
CREATE INDEX former_source_key IF NOT EXISTS FOR (n:FormerSource) ON (n.key);
CREATE FULLTEXT INDEX former_entity_search IF NOT EXISTS FOR (n:FormerEntity) ON EACH [n.searchText]
OPTIONS { indexConfig: { `fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false } };
// Which entities are merged into one; which change was the last at a time.
CREATE INDEX redirect_into IF NOT EXISTS FOR (n:Redirect) ON (n.intoId);
CREATE INDEX change_at IF NOT EXISTS FOR (n:Change) ON (n.at);
// A graph from before has no history until now, and says so when it is asked about it.
MATCH (g:Graph) WHERE g.changeNumber > 0
SET g.historySince = g.changeNumber
MERGE (c:Change {number: g.changeNumber})
ON CREATE SET c.at = g.changedAt;
MATCH (n:Claim|Entity|Source|Observation) WHERE n.knownIn IS NULL
CALL (n) { SET n.knownIn = coalesce(n.recordedIn, 0) } IN TRANSACTIONS;
MATCH ()-[f]->() WHERE f.factId IS NOT NULL AND f.knownIn IS NULL
CALL (f) { SET f.knownIn = 0 } IN TRANSACTIONS;
