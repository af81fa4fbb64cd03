// Of a question about another time: what was known of facts after the change $ask.knownIn.
//{{#isPast}}
AND f.knownIn <= $ask.knownIn
//{{/isPast}}
//{{#isFormer}}
AND f.knownTo > $ask.knownIn AND f.predicate + ' {{SIDE}}' IN $ask.branches
//{{/isFormer}}
