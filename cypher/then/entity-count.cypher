// As entity-count and its like, of what was known after the change $ask.knownIn.
// Index: entity_name_key or the kind's own <kind>_name_key, former_entity_name_key.
CALL () {
  MATCH (n:{{LABEL}})
  WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below AND n.knownIn <= $ask.knownIn
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.within IS NULL OR ($ask.within IN n.withinIds AND n.id <> $ask.within))
  RETURN count(n) AS part
  UNION ALL
  MATCH (n:FormerEntity)
  WHERE n.nameKey > $ask.after AND n.nameKey < $ask.below AND n.knownIn <= $ask.knownIn AND n.knownTo > $ask.knownIn
  AND ($ask.where.kinds IS NULL OR n.kind IN $ask.where.kinds)
  AND ($ask.within IS NULL OR ($ask.within IN n.withinIds AND n.id <> $ask.within))
  RETURN count(n) AS part
}
RETURN sum(part) AS n
