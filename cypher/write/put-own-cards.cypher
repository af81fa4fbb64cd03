// Keeps what is known of entities by themselves, while they are merged or others are merged into them.
// $cards: [{id, ownCard: STRING, or null once they are alone}]
UNWIND $cards AS row
MATCH (e:Entity {id: row.id})
SET e.ownCard = row.ownCard
