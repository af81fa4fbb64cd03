-- The benchmark's graph as somebody would keep it in PostgreSQL: a table for entities, one for each sort of fact, claims and sources.
create schema graph;
set search_path = graph;

create table entity (
  id text primary key,
  kind text not null,
  name text not null,
  place_type text,
  country_id text references entity,
  words tsvector generated always as (to_tsvector('simple', name)) stored
);

-- All places that contain an entity, however far up.
create table place_within (
  entity_id text not null references entity,
  place_id text not null references entity,
  primary key (entity_id, place_id)
);

-- What facts of every sort have. `by_value` and `recent` are the keys of the two orders in which facts are listed: by currency and
-- figure, and by last day; each ends in the fact's id.
create table fact_columns (
  fact_id text not null,
  from_id text not null,
  to_id text not null,
  amount numeric,
  unit text,
  bound text,
  lower numeric,
  upper numeric,
  modality text not null,
  period text,
  start_day text not null,
  end_day text not null,
  source_count integer not null,
  is_disputed boolean not null,
  by_value text not null,
  recent text not null
);

create table invested_in (like fact_columns);
create table produces (like fact_columns);
create table part_of (like fact_columns);
create table located_in (like fact_columns);
create table partners_with (like fact_columns);
create table exports_to (like fact_columns);
drop table fact_columns;

create table observation (
  fact_id text not null,
  entity_id text not null,
  variable text not null,
  amount numeric,
  unit text,
  bound text,
  lower numeric,
  upper numeric,
  text text,
  modality text not null,
  period text,
  start_day text not null,
  end_day text not null,
  source_count integer not null,
  is_disputed boolean not null,
  by_value text not null,
  recent text not null
);

create table source (
  id text primary key,
  title text,
  url text,
  publisher text,
  published_at text
);

create table claim (
  id text not null,
  fact_id text not null,
  source_id text not null,
  predicate text not null,
  amount numeric,
  unit text,
  bound text,
  lower numeric,
  upper numeric,
  modality text not null,
  period text,
  locator text,
  quote text,
  recorded_at text not null,
  -- Among those that were recorded together.
  position integer not null
);
