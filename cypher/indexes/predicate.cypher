// A page of facts is an index seek of its rows, however many facts a place or an investor has: one index an end
// and order, and one for the whole graph. `recent` and `byValue` end in the fact's id, so that they are total and a
// cursor is one comparison. Filled for each predicate of the ontology.
CREATE CONSTRAINT {{NAME}}_fact_id IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() REQUIRE f.factId IS UNIQUE;
CREATE INDEX {{NAME}}_recent IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.recent);
CREATE INDEX {{NAME}}_from_recent IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.fromId, f.recent);
CREATE INDEX {{NAME}}_to_recent IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.toId, f.recent);
CREATE INDEX {{NAME}}_value IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.byValue);
CREATE INDEX {{NAME}}_from_value IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.fromId, f.byValue);
CREATE INDEX {{NAME}}_to_value IF NOT EXISTS FOR ()-[f:{{TYPE}}]-() ON (f.toId, f.byValue);
//{{#hasValue}}
// What is summed by country, with all that a sum by country reads: no fact has to be looked at itself.
CREATE INDEX {{NAME}}_by_country IF NOT EXISTS FOR ()-[f:{{TYPE}}]-()
ON (f.subjectCountry, f.objectCountry, f.unit, f.modality, f.addends, f.bound, f.isDisputed);
//{{/hasValue}}
