// Names that are in one block, with who carries them. One row.
// $ask.kinds: [STRING] · $ask.most INTEGER, the most names of a block: larger ones are cut, and counted
// · groups: a list a block, in it [key, id, …] a name.
// Index: match_name_letters, match_name_head.
UNWIND $ask.kinds AS kind
CALL (kind) {
  MATCH (m:MatchName)
  USING INDEX SEEK m:MatchName(lettersBlock)
  WHERE m.lettersBlock STARTS WITH kind + '|'
  WITH m.lettersBlock AS block, collect(m) AS names, sum(COUNT { (m)-[:NAMES]->() }) AS size
  WHERE size > 1
  RETURN names, size
  UNION ALL
  WITH kind
  MATCH (m:MatchName)
  USING INDEX SEEK m:MatchName(headBlock)
  WHERE m.headBlock STARTS WITH kind + '|'
  WITH m.headBlock AS block, collect(m) AS names, sum(COUNT { (m)-[:NAMES]->() }) AS size
  WHERE size > 1
  RETURN names, size
}
//{{> candidate-groups}}
