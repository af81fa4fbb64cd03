// Remembers how far the import of a file has come. $id STRING, $properties MAP
MERGE (i:Import {id: $id})
SET i += $properties
