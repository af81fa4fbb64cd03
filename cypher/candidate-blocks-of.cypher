// Names that are in one block with a name of one entity, with who carries them. One row; parameters and answer as of
// candidate-blocks, but for $ask.id STRING, an entity that is not merged into another.
// Index: entity_id, redirect_into, match_name_letters, match_name_head.
CALL () {
  MATCH (e:Entity {id: $ask.id})<-[:NAMES]-(own)
  USING INDEX SEEK e:Entity(id)
  RETURN own
  UNION
  MATCH (r:Redirect {intoId: $ask.id})<-[:NAMES]-(own)
  USING INDEX SEEK r:Redirect(intoId)
  RETURN own
}
WITH collect(DISTINCT own.lettersBlock) AS lettersBlocks, collect(DISTINCT own.headBlock) AS headBlocks
CALL (lettersBlocks, headBlocks) {
  UNWIND lettersBlocks AS block
  MATCH (m:MatchName {lettersBlock: block})
  USING INDEX SEEK m:MatchName(lettersBlock)
  WITH block, collect(m) AS names, sum(COUNT { (m)-[:NAMES]->() }) AS size
  RETURN names, size
  UNION ALL
  WITH headBlocks
  UNWIND headBlocks AS block
  MATCH (m:MatchName {headBlock: block})
  USING INDEX SEEK m:MatchName(headBlock)
  WITH block, collect(m) AS names, sum(COUNT { (m)-[:NAMES]->() }) AS size
  RETURN names, size
}
//{{> candidate-groups}}
