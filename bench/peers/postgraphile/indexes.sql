-- Keys and indexes, made when the tables are full: one for each way in which the workloads walk them.
set search_path = graph;

alter table invested_in add primary key (fact_id);
alter table produces add primary key (fact_id);
alter table part_of add primary key (fact_id);
alter table located_in add primary key (fact_id);
alter table partners_with add primary key (fact_id);
alter table exports_to add primary key (fact_id);
alter table observation add primary key (fact_id);
alter table claim add primary key (id);

alter table invested_in add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table produces add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table part_of add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table located_in add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table partners_with add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table exports_to add foreign key (from_id) references entity, add foreign key (to_id) references entity;
alter table observation add foreign key (entity_id) references entity;
alter table claim add foreign key (source_id) references source;

create index on place_within (place_id, entity_id);
create index on entity (country_id);
create index on entity using gin (words);

create index on invested_in (from_id, by_value, fact_id);
create index on invested_in (to_id, by_value, fact_id);
create index on invested_in (from_id, recent, fact_id);
create index on invested_in (to_id, recent, fact_id);

create index on produces (from_id, by_value, fact_id);
create index on produces (to_id, by_value, fact_id);
create index on produces (from_id, recent, fact_id);
create index on produces (to_id, recent, fact_id);

create index on part_of (from_id, by_value, fact_id);
create index on part_of (to_id, by_value, fact_id);
create index on part_of (from_id, recent, fact_id);
create index on part_of (to_id, recent, fact_id);

create index on located_in (from_id, by_value, fact_id);
create index on located_in (to_id, by_value, fact_id);
create index on located_in (from_id, recent, fact_id);
create index on located_in (to_id, recent, fact_id);

create index on partners_with (from_id, by_value, fact_id);
create index on partners_with (to_id, by_value, fact_id);
create index on partners_with (from_id, recent, fact_id);
create index on partners_with (to_id, recent, fact_id);

create index on exports_to (from_id, by_value, fact_id);
create index on exports_to (to_id, by_value, fact_id);
create index on exports_to (from_id, recent, fact_id);
create index on exports_to (to_id, recent, fact_id);

create index on observation (entity_id, by_value, fact_id);
create index on observation (entity_id, recent, fact_id);
create index on claim (fact_id, recorded_at, position, id);
create index on claim (source_id);
