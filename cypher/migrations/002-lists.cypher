// Lists of claims and sources walk these in order; `key` is `recordedAt|id`, so that it is total.
CREATE INDEX claim_key IF NOT EXISTS FOR (n:Claim) ON (n.key);
CREATE INDEX claim_by_fact IF NOT EXISTS FOR (n:Claim) ON (n.factId, n.key);
CREATE INDEX claim_by_subject IF NOT EXISTS FOR (n:Claim) ON (n.subjectId, n.key);
CREATE INDEX claim_by_object IF NOT EXISTS FOR (n:Claim) ON (n.objectId, n.key);
CREATE INDEX claim_by_source IF NOT EXISTS FOR (n:Claim) ON (n.sourceId, n.key);
CREATE INDEX source_key IF NOT EXISTS FOR (n:Source) ON (n.key);
// Lists of entities by name; `nameKey` is the folded name, `|` and the id.
CREATE INDEX entity_name_key IF NOT EXISTS FOR (n:Entity) ON (n.nameKey);
CREATE INDEX within_name_key IF NOT EXISTS FOR ()-[w:WITHIN]-() ON (w.placeId, w.nameKey);
// Names in every script and their folded forms. The CJK analyzer also lower-cases and splits other scripts.
CREATE FULLTEXT INDEX entity_search IF NOT EXISTS FOR (n:Entity) ON EACH [n.searchText]
OPTIONS { indexConfig: { `fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false } };
