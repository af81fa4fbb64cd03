-- What tables alone do not answer, as PostGraphile has it: functions in SQL, which it shows as fields.
set search_path = graph;

comment on column entity.words is E'@behavior -*';
-- A claim is of a fact of any sort; those of investments can be asked for beside them.
comment on table claim is E'@foreignKey (fact_id) references invested_in (fact_id)';

-- Entities with a word that begins so in their names; the rarer other words beside it, the better.
create function search(word text) returns setof entity language sql stable as $$
  select e.* from graph.entity e, to_tsquery('simple', word || ':*') query
  where e.words @@ query
  order by ts_rank(e.words, query, 2) desc, e.id
$$;

-- What investors of a country have invested where, in each currency.
create type country_total as (country_id text, unit text, sum numeric, count bigint);
create function invested_by_country(country text) returns setof country_total language sql stable as $$
  select target.country_id, f.unit, coalesce(sum(f.amount), 0), count(f.amount)
  from graph.place_within w
  join graph.invested_in f on f.from_id = w.entity_id
  join graph.entity target on target.id = f.to_id
  where w.place_id = country and f.unit is not null and f.modality <> 'DENIED'
  group by target.country_id, f.unit
$$;

-- All facts between two entities, seen from both ends.
create table link (near text not null, far text not null);
insert into link
  select distinct near, far
  from (
    select from_id, to_id, modality from invested_in
    union all select from_id, to_id, modality from produces
    union all select from_id, to_id, modality from part_of
    union all select from_id, to_id, modality from located_in
    union all select from_id, to_id, modality from partners_with
    union all select from_id, to_id, modality from exports_to
  ) f, lateral (values (from_id, to_id), (to_id, from_id)) ends (near, far)
  where modality <> 'DENIED';
alter table link add primary key (near, far);
comment on table link is E'@behavior -*';

-- The entities on a shortest way between two, itself and the other included; null when there is none of so few hops. It is looked
-- for from both ends, each time from the one with fewer entities to go on from.
create function shortest_path(source text, target text, max_hops integer) returns text[] language plpgsql stable as $$
declare
  ahead text[] := array[source];  behind text[] := array[target];
  seen_ahead text[] := ahead;     seen_behind text[] := behind;
  levels_ahead jsonb := to_jsonb(array[to_jsonb(ahead)]);
  levels_behind jsonb := to_jsonb(array[to_jsonb(behind)]);
  meeting text;  way text[];  hops integer := 0;  step text;
begin
  if source = target then return ahead; end if;
  while meeting is null and hops < max_hops loop
    if cardinality(ahead) <= cardinality(behind) then
      select array_agg(far) into ahead from (
        select far from graph.link where near = any(ahead) except select unnest(seen_ahead)) next;
      exit when ahead is null;
      seen_ahead := seen_ahead || ahead;
      levels_ahead := levels_ahead || jsonb_build_array(to_jsonb(ahead));
    else
      select array_agg(far) into behind from (
        select far from graph.link where near = any(behind) except select unnest(seen_behind)) next;
      exit when behind is null;
      seen_behind := seen_behind || behind;
      levels_behind := levels_behind || jsonb_build_array(to_jsonb(behind));
    end if;
    hops := hops + 1;
    select a into meeting from unnest(ahead) a join unnest(behind) b on a = b limit 1;
  end loop;
  if meeting is null then return null; end if;
  way := array[meeting];
  step := meeting;
  for level in reverse jsonb_array_length(levels_ahead) - 2 .. 0 loop
    select far into step from graph.link join jsonb_array_elements_text(levels_ahead -> level) l on l = far
      where near = step limit 1;
    way := step || way;
  end loop;
  step := meeting;
  for level in reverse jsonb_array_length(levels_behind) - 2 .. 0 loop
    select far into step from graph.link join jsonb_array_elements_text(levels_behind -> level) l on l = far
      where near = step limit 1;
    way := way || step;
  end loop;
  return way;
end
$$;
