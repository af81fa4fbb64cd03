// How many sources there are, from the count store.
RETURN COUNT { (:Source) } AS n
