// FactFilter, one condition a field. $where is a map and any of its entries may be null: a map's entries are not
// part of a plan's key, so every combination of filters shares one plan. `far` is the other end, {{FAR}} its id.
AND ($where.modality IS NULL OR f.modality IN $where.modality)
AND ($where.unit IS NULL OR f.unit = $where.unit)
AND ($where.min IS NULL OR f.byValue >= $where.min)
AND ($where.max IS NULL OR f.byValue <= $where.max)
AND ($where.validAt IS NULL OR (f.start <= $where.validAt AND f.end >= $where.validAt))
AND ($where.isDisputed IS NULL OR f.isDisputed = $where.isDisputed)
AND ($where.minSources IS NULL OR f.sourceCount >= $where.minSources)
AND ($where.variables IS NULL OR f.variable IN $where.variables)
AND ($where.farId IS NULL OR f.{{FAR}} = $where.farId)
//{{#isObservation}}
AND ($where.kinds IS NULL OR split(f.fromId, '_')[0] IN $where.kinds)
AND ($where.within IS NULL OR EXISTS { (f)<-[:OBSERVED]-(s) WHERE $where.within IN s.withinIds })
//{{/isObservation}}
//{{^isObservation}}
//{{#isAnchored}}
AND ($where.kinds IS NULL OR split(f.{{FAR}}, '_')[0] IN $where.kinds)
AND ($where.within IS NULL OR $where.within IN far.withinIds)
//{{/isAnchored}}
//{{^isAnchored}}
AND ($where.kinds IS NULL OR split(f.fromId, '_')[0] IN $where.kinds OR split(f.toId, '_')[0] IN $where.kinds)
AND ($where.within IS NULL OR $where.within IN near.withinIds OR $where.within IN far.withinIds)
//{{/isAnchored}}
//{{/isObservation}}
