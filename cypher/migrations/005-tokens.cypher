// A caller's token is found by the hash of its secret; the secret itself is nowhere in the graph.
CREATE CONSTRAINT token_id IF NOT EXISTS FOR (n:Token) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT token_hash IF NOT EXISTS FOR (n:Token) REQUIRE n.hash IS UNIQUE;
// Who made a change; the changes of claims files have no such node.
CREATE CONSTRAINT change_number IF NOT EXISTS FOR (n:Change) REQUIRE n.number IS UNIQUE;
