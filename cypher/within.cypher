// The places that contain each entity, nearest first. $ask.keys: [STRING] · $ask.nodes: [STRING], names of properties
// Index: entity_id.
UNWIND range(0, size($ask.keys) - 1) AS i
MATCH (e:Entity {id: $ask.keys[i]})-[w:WITHIN]->(p:Place)
USING INDEX SEEK e:Entity(id)
WITH i, w, p ORDER BY i, w.distance, p.id
WITH collect(toFloat(i)) AS parent, collect(p.id) AS placeId, collect(DISTINCT p) AS nodes
RETURN parent, placeId,
       //{{> node-columns}}
