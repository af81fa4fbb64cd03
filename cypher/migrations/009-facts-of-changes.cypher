// Changes keep which facts they made other (`factIds`), for whoever is told of each change. Of those from before it is not known.
MATCH (g:Graph) WHERE g.changeNumber > 0
SET g.factsSince = g.changeNumber;
