// One page of facts for each parent, ordered by value in one unit. Facts not stated in that unit cannot be compared:
// they follow (forward) or go before (backward), by period. One row; a list a column.
// As fact-page, and: $ask.unit STRING · $ask.afterValue STRING, a key of `byValue` · $ask.readsValued, $ask.readsOthers BOOLEAN: the
// cursor may lie beyond a part.
// Index: <predicate>_from_value or _to_value (parent, unit, byValue), then as fact-page.
UNWIND range(0, size($ask.keys) - 1) AS i
//{{#isForward}}
//{{> segment-valued}}
//{{> segment-others}}
WITH i, valued + others AS page
//{{/isForward}}
//{{^isForward}}
//{{> segment-others}}
//{{> segment-valued}}
WITH i, others + valued AS page
//{{/isForward}}
UNWIND page[..$limit] AS item
WITH i, item.f AS f, item.far AS far, item.predicate AS predicate
//{{> fact-columns}}
