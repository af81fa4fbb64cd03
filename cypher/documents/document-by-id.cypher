// The text of a registered document. $ask.id STRING · Index: trusted_document_id.
MATCH (d:TrustedDocument {id: $ask.id})
RETURN d.text AS text
