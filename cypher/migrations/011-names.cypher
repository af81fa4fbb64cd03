// A name by itself, whatever kinds of entities carry it: a search looks for who is called just so.
CREATE INDEX match_name IF NOT EXISTS FOR (n:MatchName) ON (n.name);
// The same for the names that are there already.
MATCH (m:MatchName) WHERE m.name IS NULL
CALL (m) { SET m.name = substring(m.key, size(split(m.key, '|')[0]) + 1) } IN TRANSACTIONS OF 5000 ROWS;
