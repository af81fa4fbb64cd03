// Sources as columns; of $ask.columns.sources MAP of BOOLEAN what is not selected comes back as null.
[s IN sources | s.id] AS sId,
CASE WHEN $ask.columns.sources.key THEN [s IN sources | s.key] END AS sKey,
CASE WHEN $ask.columns.sources.title THEN [s IN sources | s.title] END AS sTitle,
CASE WHEN $ask.columns.sources.url THEN [s IN sources | s.url] END AS sUrl,
CASE WHEN $ask.columns.sources.publisher THEN [s IN sources | s.publisher] END AS sPublisher,
CASE WHEN $ask.columns.sources.publishedAt THEN [s IN sources | s.publishedAt] END AS sPublishedAt,
CASE WHEN $ask.columns.sources.retrievedAt THEN [s IN sources | s.retrievedAt] END AS sRetrievedAt,
CASE WHEN $ask.columns.sources.licence THEN [s IN sources | s.licence] END AS sLicence,
CASE WHEN $ask.columns.sources.sha256 THEN [s IN sources | s.sha256] END AS sSha256
