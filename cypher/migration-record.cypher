// Remembers that a migration was applied. $number INTEGER, $name and $sha256 STRING.
MERGE (m:Migration {number: $number})
ON CREATE SET m.name = $name, m.sha256 = $sha256, m.appliedAt = toString(datetime.realtime())
