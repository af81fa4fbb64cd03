// Whether a fact `f` leads from one entity to another: it is not denied, and, where a day is asked for, can hold on it. A fact that
// other facts have taken the place of was known until then.
f.modality <> 'DENIED' AND ($ask.validAt IS NULL OR (f.start <= $ask.validAt AND f.end >= $ask.validAt))
//{{#isPast}}
AND f.knownIn <= $ask.knownIn AND ($ask.knownIn < f.knownTo OR f.knownTo IS NULL)
AND (f.predicate IS NULL OR $ask.predicates IS NULL OR f.predicate IN $ask.predicates)
//{{/isPast}}
