// Forgets the documents that ids stand for, under all of their ids. $ids [STRING] · Index: trusted_document_id, trusted_document_sha256.
UNWIND $ids AS id
MATCH (named:TrustedDocument {id: id})
WITH collect(DISTINCT named.sha256) AS hashes
UNWIND hashes AS sha256
MATCH (d:TrustedDocument {sha256: sha256})
WITH d, d.id AS id, sha256
DELETE d
RETURN id, sha256
