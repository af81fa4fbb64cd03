import { expect, test } from 'vitest';
import { generate } from '../../bench/graph/model.ts';
import { copyLine, rowsOf } from '../../bench/servers/postgres/copy-rows.ts';

test('Fields that hold tabs, line ends and backslashes stay one field each, and what is unknown is null.', () => {
  expect(copyLine(['a\tb', 'c\nd', 'e\\f', null, undefined, true, 3n])).toBe(
    'a\\tb\tc\\nd\te\\\\f\t\\N\t\\N\ttrue\t3\n',
  );
});

test('PostgreSQL gets every entity, fact, claim and source of the graph.', () => {
  const graph = generate(1_000, 3);
  const counts = new Map<string, number>();
  for (const change of graph.changes())
    for (const { table } of rowsOf(change)) counts.set(table, (counts.get(table) ?? 0) + 1);
  const facts = [...graph.facts()];
  const ofPredicate = (predicate: string): number =>
    facts.filter((fact) => fact.predicate === predicate).length;
  expect(counts.get('entity')).toBe([...graph.entities()].length);
  expect(counts.get('source')).toBe([...graph.sources()].length);
  expect(counts.get('claim')).toBe([...graph.claims()].length);
  expect(counts.get('invested_in')).toBe(ofPredicate('INVESTED_IN'));
  expect(counts.get('located_in')).toBe(ofPredicate('LOCATED_IN'));
  expect(counts.get('observation')).toBe(ofPredicate('OBSERVED'));
});

test('All places that contain an entity are there, and none contains itself.', () => {
  const within: string[][] = [];
  for (const change of generate(1_000, 3).changes())
    for (const { table, fields } of rowsOf(change))
      if (table === 'place_within') within.push(fields.map(String));
  const placesOf = (id: string): (string | undefined)[] =>
    within.filter(([entity]) => entity === id).map(([, place]) => place);
  const inCity = within.find(
    ([entity, place]) => entity?.startsWith('org_') && place?.startsWith('place_city_'),
  );
  expect(placesOf(inCity?.[0] ?? '')).toHaveLength(2);
  expect(within.some(([entity, place]) => entity === place)).toBe(false);
});
