// Imports of other files of a source, each a whole release of it: whether one is at work now, or has been since the last batch of
// an import that was stopped. $sourceId, $id STRING · $since STRING, ISO 8601
MATCH (i:Import {releaseOf: $sourceId}) WHERE i.id <> $id
OPTIONAL MATCH (mine:Import {id: $id})
RETURN i.file AS file, i.savedAt AS savedAt, NOT i.isFinished AND i.savedAt > $since AS isAtWork,
       coalesce(i.savedAt > mine.savedAt, false) AS isLater
