// How many facts each parent has, from the degree store: three hits, whatever the number.
// $keys: [STRING] · $branches: [STRING]
UNWIND range(0, size($keys) - 1) AS i
MATCH (e:Entity {id: $keys[i]})
WITH i, 0
  //{{#branches}}
  + CASE WHEN '{{BRANCH}}' IN $branches THEN COUNT { (e){{#isIn}}<{{/isIn}}-[:{{TYPE}}]-{{^isIn}}>{{/isIn}}() } ELSE 0 END
  //{{/branches}}
  AS n
RETURN collect(i) AS parent, collect(n) AS n
