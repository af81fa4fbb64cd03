// Has a merged entity stand for itself again, and for those that were merged into it.
// $id STRING · $followerIds: [STRING] · $changeNumber INTEGER
MATCH (a:Redirect {id: $id})
UNWIND [a.id] + $followerIds AS memberId
MATCH (e:Entity {id: memberId})
//{{> keep-entity}}
SET e.intoId = $id, e.knownIn = $changeNumber
WITH DISTINCT a
REMOVE a:Redirect, a.intoId, a.mergedIntoId, a.mergedIn
SET a:{{LABEL}}
