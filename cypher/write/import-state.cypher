// How far the import of a file has come. $id STRING
MATCH (i:Import {id: $id})
RETURN properties(i) AS state
