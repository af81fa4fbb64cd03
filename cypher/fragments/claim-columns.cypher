// Claims as columns, one for each of $ask.claims: [STRING], names of properties; where they are stated, by $ask.places; and
// their sources once each, unless $ask.sources is null.
[p IN $ask.claims | [c IN claims | c[p]]] AS claims,
[p IN $ask.places | [s IN places | s[p]]] AS places,
//{{> source-columns}}
