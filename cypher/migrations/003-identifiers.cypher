// An identifier names one entity; `key` is `scheme:value`.
CREATE CONSTRAINT identifier_key IF NOT EXISTS FOR (n:Identifier) REQUIRE n.key IS UNIQUE;
CREATE INDEX claim_by_authority IF NOT EXISTS FOR (n:Claim) ON (n.attributedToId, n.key);
