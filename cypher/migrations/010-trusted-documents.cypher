// A client's document is found by each id that it is asked for by; all ids of one are found by its hash.
CREATE CONSTRAINT trusted_document_id IF NOT EXISTS FOR (n:TrustedDocument) REQUIRE n.id IS UNIQUE;
CREATE INDEX trusted_document_sha256 IF NOT EXISTS FOR (n:TrustedDocument) ON (n.sha256);
