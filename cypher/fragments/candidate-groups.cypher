// Blocks with who carries their names: of larger ones only names that several carry. A name of a merged entity is one of the
// entity that stands for it.
WITH names, size,
     CASE WHEN size <= $ask.most THEN [names] ELSE [m IN names WHERE COUNT { (m)-[:NAMES]->() } > 1 | [m]] END AS parts
CALL (parts) {
  UNWIND parts AS part
  CALL (part) {
    UNWIND part AS m
    MATCH (m)-[:NAMES]->(n)
    WITH m, collect(DISTINCT coalesce(n.intoId, n.id)) AS ids
    RETURN collect([m.key] + ids) AS carried, sum(size(ids)) AS carriers
  }
  WITH carried, carriers WHERE any(name IN carried WHERE size(name) > 2 OR name[1] <> carried[0][1])
  RETURN collect(CASE WHEN carriers <= $ask.most THEN carried END) AS kept,
         count(CASE WHEN carriers > $ask.most THEN 1 END) AS cut
}
WITH collect(kept) AS lists, sum(CASE WHEN size > $ask.most THEN 1 ELSE cut END) AS cutBlocks
RETURN COLLECT { UNWIND lists AS kept UNWIND kept AS carried RETURN carried } AS groups, cutBlocks
