// ClaimFilter, one condition a field; see fragments/fact-filter for why $ask.where is a map and why it is left out.
//{{^isFiltered}}
AND c.retractedAt IS NULL
//{{/isFiltered}}
//{{#isFiltered}}
AND ($ask.where.includeRetracted OR c.retractedAt IS NULL)
AND ($ask.where.predicates IS NULL OR c.predicate IN $ask.where.predicates)
AND ($ask.where.modality IS NULL OR c.modality IN $ask.where.modality)
AND ($ask.where.rank IS NULL OR c.rank IN $ask.where.rank)
AND ($ask.where.fact IS NULL OR c.factId = $ask.where.fact)
AND ($ask.where.subject IS NULL OR c.subjectId = $ask.where.subject)
AND ($ask.where.object IS NULL OR c.objectId = $ask.where.object)
AND ($ask.where.source IS NULL OR c.sourceId = $ask.where.source)
AND ($ask.where.validAt IS NULL OR (coalesce(c.start, '') <= $ask.where.validAt AND coalesce(c.end, '9') >= $ask.where.validAt))
AND ($ask.where.attributedTo IS NULL OR c.attributedToId = $ask.where.attributedTo)
//{{/isFiltered}}
