// The list of one kind walks its own names. Filled for each kind of the ontology.
CREATE INDEX {{NAME}}_name_key IF NOT EXISTS FOR (n:{{LABEL}}) ON (n.nameKey);
