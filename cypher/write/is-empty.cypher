// Whether the graph holds no claim and no entity yet.
RETURN NOT EXISTS { MATCH (:Claim) } AND NOT EXISTS { MATCH (:Entity) } AS isEmpty
