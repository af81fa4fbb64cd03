// FactFilter, one condition a field. $ask.where is a map and any of its entries may be null: a map's entries are not
// part of a plan's key, so every combination of filters shares one plan. `far` is the other end, {{FAR_ID}} its id.
// Without a filter a statement has none of this, and takes a quarter of the time to plan.
//{{#isFiltered}}
AND ($ask.where.modality IS NULL OR f.modality IN $ask.where.modality)
AND ($ask.where.value IS NULL OR (f.byValue > $ask.where.value.above AND f.byValue < $ask.where.value.below))
AND ($ask.where.valid IS NULL OR (f.start <= $ask.where.valid.beganBy AND f.end >= $ask.where.valid.lastedTo))
AND ($ask.where.isDisputed IS NULL OR f.isDisputed = $ask.where.isDisputed)
AND ($ask.where.minSources IS NULL OR f.sourceCount >= $ask.where.minSources)
AND ($ask.where.variables IS NULL OR f.variable IN $ask.where.variables)
AND ($ask.where.farId IS NULL OR {{FAR_ID}} = $ask.where.farId)
//{{#isPast}}
AND ($ask.where.kinds IS NULL OR any(end IN {{ENDS}} WHERE split(end, '_')[0] IN $ask.where.kinds))
// One look for all that ask where an end lies: each is a subquery for each branch, which takes long to plan.
AND all(lies IN [[$ask.where.within, {{ENDS}}]{{^isAnchored}}, [$ask.where.subjectWithin, [f.fromId]], [$ask.where.objectWithin, [f.toId]]{{/isAnchored}}]
        WHERE lies[0] IS NULL OR EXISTS {
  MATCH (v:Entity) WHERE v.id IN lies[1] AND v.knownIn <= $ask.knownIn AND lies[0] IN v.withinIds
  RETURN v
  UNION
  MATCH (v:FormerEntity) WHERE v.id IN lies[1] AND v.knownIn <= $ask.knownIn AND v.knownTo > $ask.knownIn
  AND lies[0] IN v.withinIds
  RETURN v
})
//{{/isPast}}
//{{^isPast}}
//{{#isObservation}}
//{{^isAnchored}}
AND ($ask.where.subjectWithin IS NULL OR EXISTS { (f)<-[:OBSERVED]-(s) WHERE $ask.where.subjectWithin IN s.withinIds })
AND $ask.where.objectWithin IS NULL
//{{/isAnchored}}
AND ($ask.where.kinds IS NULL OR split(f.fromId, '_')[0] IN $ask.where.kinds)
AND ($ask.where.within IS NULL OR EXISTS { (f)<-[:OBSERVED]-(s) WHERE $ask.where.within IN s.withinIds })
//{{/isObservation}}
//{{^isObservation}}
//{{#isAnchored}}
AND ($ask.where.kinds IS NULL OR split({{FAR_ID}}, '_')[0] IN $ask.where.kinds)
AND ($ask.where.within IS NULL OR $ask.where.within IN far.withinIds)
//{{/isAnchored}}
//{{^isAnchored}}
AND ($ask.where.kinds IS NULL OR split(f.fromId, '_')[0] IN $ask.where.kinds OR split(f.toId, '_')[0] IN $ask.where.kinds)
AND ($ask.where.within IS NULL OR $ask.where.within IN near.withinIds OR $ask.where.within IN far.withinIds)
//{{^isBySubject}}
AND ($ask.where.subjectWithin IS NULL OR $ask.where.subjectWithin IN near.withinIds)
//{{/isBySubject}}
AND ($ask.where.objectWithin IS NULL OR $ask.where.objectWithin IN far.withinIds)
//{{/isAnchored}}
//{{/isObservation}}
//{{/isPast}}
//{{/isFiltered}}
