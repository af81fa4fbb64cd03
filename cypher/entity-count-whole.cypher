// How many entities of one kind there are, or of all, from the count store.
RETURN COUNT { (:{{LABEL}}) } AS n
