// Undoes the taking of a number by a change that did nothing. $changeNumber INTEGER
MATCH (g:Graph {id: 'graph', changeNumber: $changeNumber})
SET g.changeNumber = $changeNumber - 1
