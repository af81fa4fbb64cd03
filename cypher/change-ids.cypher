// Which things a change did something to, a page of them. $ask.keys: [STRING], change numbers · $ask.deed STRING, the list's name
// $ask.from, $ask.to INTEGER, positions. One row; a list a column. Index: change_number.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (c:Change {number: toInteger($ask.keys[i])})
WITH i, coalesce(c[$ask.deed], []) AS ids
RETURN collect(i) AS parent, collect(ids[$ask.from..$ask.to]) AS ids
