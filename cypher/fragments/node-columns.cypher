// Entities as columns, one for each of $ask.nodes: [STRING], names of properties.
[p IN $ask.nodes | [n IN nodes | n[p]]] AS nodes
