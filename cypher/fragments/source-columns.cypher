// Sources as columns, one for each of $ask.sources: [STRING], names of properties.
[p IN $ask.sources | [s IN sources | s[p]]] AS sources
