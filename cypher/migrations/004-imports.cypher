// A name as entities of one kind are compared by; `key` is `KIND|name`.
CREATE CONSTRAINT match_name_key IF NOT EXISTS FOR (n:MatchName) REQUIRE n.key IS UNIQUE;
// How far the import of a file has come.
CREATE CONSTRAINT import_id IF NOT EXISTS FOR (n:Import) REQUIRE n.id IS UNIQUE;
