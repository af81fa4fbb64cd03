// Keeps documents under ids that are not known yet. $documents [MAP {id, sha256, text, operations}] · $at STRING, ISO 8601
UNWIND $documents AS document
MERGE (d:TrustedDocument {id: document.id})
ON CREATE SET d += document, d.addedAt = $at
