// Imports of other files of a source, each a whole release of it, that were at work a moment ago and are not finished.
// $sourceId, $id STRING · $since STRING, ISO 8601
MATCH (i:Import {releaseOf: $sourceId})
WHERE NOT i.isFinished AND i.id <> $id AND i.savedAt > $since
RETURN i.file AS file, i.savedAt AS savedAt
