[s IN sources | s.id] AS sId, [s IN sources | s.key] AS sKey, [s IN sources | s.title] AS sTitle,
[s IN sources | s.url] AS sUrl, [s IN sources | s.publisher] AS sPublisher, [s IN sources | s.publishedAt] AS sPublishedAt,
[s IN sources | s.retrievedAt] AS sRetrievedAt, [s IN sources | s.licence] AS sLicence, [s IN sources | s.sha256] AS sSha256
