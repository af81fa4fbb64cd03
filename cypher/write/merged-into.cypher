// Which entities are merged into one, at once or by way of others. $id STRING · Index: redirect_into.
MATCH (r:Redirect {intoId: $id})
RETURN r.id AS id, r.mergedIntoId AS mergedIntoId
