// Of a question about another time: what was known of claims after the change $ask.knownIn.
//{{#isPast}}
AND c.knownIn <= $ask.knownIn
//{{/isPast}}
//{{#isFormer}}
AND c.knownTo > $ask.knownIn
//{{/isFormer}}
