// How many facts each parent has, from the degree store: three hits, whatever the number. Without a parent, how many there
// are, from the count store. $ask.keys: [STRING] · $ask.branches: [STRING]
UNWIND range(0, size($ask.keys) - 1) AS i
//{{#isAnchored}}
MATCH (e:Entity {id: $ask.keys[i]})
//{{/isAnchored}}
WITH i, 0
  //{{#branches}}
  + CASE WHEN '{{BRANCH}}' IN $ask.branches THEN COUNT { ({{#isAnchored}}e{{/isAnchored}}){{#isIn}}<{{/isIn}}-[:{{TYPE}}]-{{^isIn}}>{{/isIn}}() } ELSE 0 END
  //{{/branches}}
  AS n
RETURN collect(i) AS parent, collect(n) AS n
