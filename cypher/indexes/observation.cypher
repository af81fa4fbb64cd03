// The same for facts whose value is a literal; they have one end.
CREATE INDEX observed_recent IF NOT EXISTS FOR (f:Observation) ON (f.recent);
CREATE INDEX observed_from_recent IF NOT EXISTS FOR (f:Observation) ON (f.fromId, f.recent);
CREATE INDEX observed_value IF NOT EXISTS FOR (f:Observation) ON (f.byValue);
CREATE INDEX observed_from_value IF NOT EXISTS FOR (f:Observation) ON (f.fromId, f.byValue);
