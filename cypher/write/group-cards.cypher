// What is known of entities by themselves and of each that is merged into them, in the order in which they were merged.
// $ids: [STRING] · Index: entity_id, redirect_into.
UNWIND $ids AS id
MATCH (e:Entity {id: id})
OPTIONAL MATCH (r:Redirect {intoId: id})
WITH e, r ORDER BY r.mergedIn, r.id
WITH e, collect(r.ownCard) AS merged
RETURN e.id AS id, [e.ownCard] + merged AS cards
