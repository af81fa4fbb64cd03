// As entity-page and entity-page-within, of what was known after the change $ask.knownIn.
// Whoever lies elsewhere since has another `knownIn`. Index: within_name_key, entity_name_key or the kind's own <kind>_name_key;
// former_entity_name_key.
CALL () {
  //{{#isWithin}}
  MATCH (n:Entity)-[w:WITHIN]->()
  WHERE w.placeId = $ask.within AND w.nameKey > $ask.after AND w.nameKey < $ask.below AND n.knownIn <= $ask.knownIn
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  RETURN n ORDER BY w.placeId {{DIRECTION}}, w.nameKey {{DIRECTION}} LIMIT $limit
  //{{/isWithin}}
  //{{^isWithin}}
  MATCH (n:{{LABEL}})
  WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below AND n.knownIn <= $ask.knownIn
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  RETURN n ORDER BY n.nameKey {{DIRECTION}} LIMIT $limit
  //{{/isWithin}}
  UNION ALL
  MATCH (n:FormerEntity)
  WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below AND n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.within IS NULL OR ($ask.within IN n.withinIds AND n.id <> $ask.within))
  RETURN n ORDER BY n.nameKey {{DIRECTION}} LIMIT $limit
}
WITH n ORDER BY n.nameKey {{DIRECTION}} LIMIT $limit
WITH collect(n) AS nodes
RETURN [n IN nodes | n.nameKey] AS key,
       //{{> node-columns}}
