// How many entities of one kind there are, or of all, from the count store. One that is merged has no kind's label any more.
RETURN COUNT { (:{{LABEL}}) }{{#isOfAll}} - COUNT { (:Redirect) }{{/isOfAll}} AS n
