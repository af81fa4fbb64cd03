// Notes that an import has met claims, so that those it did not meet are known when it ends. $ids: [STRING] · $importId STRING
UNWIND $ids AS id
MATCH (c:Claim {id: id})
SET c.seenIn = $importId
