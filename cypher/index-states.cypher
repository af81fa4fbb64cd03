// Which indexes there are and whether they answer.
SHOW INDEXES YIELD name, state RETURN name, state
