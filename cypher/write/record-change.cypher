// Keeps what a change did. $changeNumber INTEGER · $at STRING · $did MAP of lists of ids, by what was done to them
CREATE (c:Change {number: $changeNumber, at: $at})
SET c += $did
