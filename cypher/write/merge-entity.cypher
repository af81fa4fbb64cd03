// Has an entity stand for another: what was merged into that one follows. The node stays, so that its claims keep the end they state.
// $fromId, $statedIntoId, $intoId STRING, the one as it was named and the one that stands for it · $changeNumber INTEGER
// Both have their `ownCard`. Index: entity_id, redirect_into.
MATCH (a:Entity {id: $fromId})
OPTIONAL MATCH (r:Redirect {intoId: $fromId})
WITH a, collect(r) AS followers
UNWIND [a] + followers AS e
//{{> keep-entity}}
SET e.intoId = $intoId, e.knownIn = $changeNumber
WITH DISTINCT a
REMOVE a:{{LABEL}}
SET a:Redirect,
    a = {id: a.id, kind: a.kind, ownCard: a.ownCard, intoId: $intoId, mergedIntoId: $statedIntoId, mergedIn: $changeNumber,
         knownIn: $changeNumber, withinIds: [], describedCountry: a.describedCountry}
WITH a
MATCH (a)-[w:WITHIN]->()
DELETE w
