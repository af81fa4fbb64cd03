// Which of some ids are known, and the hash of the text that each stands for. $ids [STRING] · Index: trusted_document_id.
UNWIND $ids AS id
MATCH (d:TrustedDocument {id: id})
RETURN d.id AS id, d.sha256 AS sha256
