import { afterAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/graph/migrate.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { emptyGraph, runCypher } from '../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, source } from '../ingest/claims-file-of.ts';
import { stateOf } from '../ingest/invariant-state.ts';

/** Sums of a country’s subjects, which an index answers that holds all that they read. */
const graph = await openTestGraph();
const steppe: Steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
beforeEach(() => emptyGraph(graph));
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const usd = (amount: string, more: object = {}) => ({ value: { amount, unit: 'USD' }, ...more });
const lies = (what: string, where: string): Line => claim(what, 'LOCATED_IN', where);

/** Two countries and a city of one; one investor in each, one in both, one in none; a project in a country and one in none. */
const world: Line[] = [
  source('s'),
  ...['place_x', 'place_y'].map((id) => entity(id, { placeType: 'COUNTRY' })),
  entity('place_city', { placeType: 'CITY' }),
  ...['org_x', 'org_y', 'org_both', 'org_none', 'project_y', 'project_none'].map((id) => entity(id)),
  lies('place_city', 'place_x'),
  lies('org_x', 'place_city'),
  lies('org_y', 'place_y'),
  lies('org_both', 'place_x'),
  lies('org_both', 'place_y'),
  lies('project_y', 'place_y'),
  claim('org_x', 'INVESTED_IN', 'project_y', usd('1')),
  claim('org_x', 'INVESTED_IN', 'project_none', usd('2.5')),
  claim('org_x', 'INVESTED_IN', 'place_x', { value: { amount: '7', unit: 'EUR' } }),
  claim('org_x', 'INVESTED_IN', 'org_y', {}),
  claim('org_x', 'INVESTED_IN', 'org_both', usd('1000', { modality: 'DENIED' })),
  claim('org_both', 'INVESTED_IN', 'project_y', usd('10')),
  claim('place_x', 'INVESTED_IN', 'project_y', {
    value: { unit: 'USD', bound: 'RANGE', lower: '1', upper: '2' },
  }),
  claim('org_y', 'INVESTED_IN', 'project_y', usd('100')),
  claim('org_none', 'INVESTED_IN', 'project_y', usd('200')),
];

interface Total {
  readonly keys: readonly { readonly value: string | null }[];
  readonly unit: string;
  readonly sum: string;
  readonly count: number;
  readonly omittedCount: number;
}

async function asked(place: string, groupBy = 'OBJECT_COUNTRY', more = '') {
  const { data, errors, extensions } = await steppe.ask<{ totals: Total[] }>(
    `{ totals(where: {predicates: [INVESTED_IN], subjectWithin: "${place}" ${more}}, groupBy: [${groupBy}]) {
      keys { value } unit sum count omittedCount } }`,
    {},
    { 'steppe-include': 'profile' },
  );
  expect(errors).toBeUndefined();
  return {
    totals: (data?.totals ?? [])
      .map(({ keys, unit, sum, count, omittedCount }) =>
        [...keys.map(({ value }) => value), unit, sum, count, omittedCount].join(' '),
      )
      .sort(),
    statements: (extensions?.statements ?? []).map(({ name }) => name),
    hits: (extensions?.statements ?? []).reduce((all, { databaseHits }) => all + (databaseHits ?? 0), 0),
  };
}
const ofCountry = 'fact-totals-of-country (all INVESTED_IN OUT, by object)';

test('Who lies in a country, is it, or lies in several is summed by the country of what it has to do with; others are not.', async () => {
  await loadFile(graph, claimsFile(...world));
  const { totals, statements } = await asked('place_x');
  expect(totals).toEqual([' USD 2.5 1 0', 'place_x EUR 7 1 0', 'place_y USD 11 2 1']);
  expect(statements).toEqual([ofCountry]);
  expect((await asked('place_y')).totals).toEqual(['place_y USD 110 2 0']);
  expect((await asked('place_x', 'SUBJECT_COUNTRY')).totals).toEqual([
    'place_x EUR 7 1 0',
    'place_x USD 13.5 3 1',
  ]);
  expect((await asked('place_y', 'SUBJECT_COUNTRY')).totals).toEqual([
    'place_x USD 10 1 0',
    'place_y USD 100 1 0',
  ]);
  expect((await asked('place_x', 'MODALITY', 'modality: [DENIED]')).totals).toEqual(['DENIED USD 1000 1 0']);
});

test('How many are inexact and disputed is told by the index where it is asked for, and as the facts tell it.', async () => {
  const inexact = claim('org_x', 'INVESTED_IN', 'place_y', {
    value: { amount: '5', unit: 'GBP', bound: 'AT_MOST' },
  });
  const disputed = ['5', '6'].flatMap((amount) => [
    source(`s${amount}`),
    claim('place_x', 'INVESTED_IN', 'project_none', { value: { amount, unit: 'CHF' } }),
  ]);
  await loadFile(graph, claimsFile(...world, inexact, ...disputed));
  const quality = async (more: string) => {
    const { data, extensions } = await steppe.ask<{ totals: Record<string, unknown>[] }>(
      `{ totals(where: {predicates: [INVESTED_IN], subjectWithin: "place_x"}, groupBy: [OBJECT_COUNTRY]) {
        keys { value } unit inexactCount disputedCount ${more} } }`,
      {},
      { 'steppe-include': 'profile' },
    );
    const told = (data?.totals ?? []).map(({ keys, unit, inexactCount, disputedCount }) =>
      JSON.stringify([keys, unit, inexactCount, disputedCount]),
    );
    return { told: told.sort(), statements: (extensions?.statements ?? []).map(({ name }) => name) };
  };
  const fromIndex = await quality('');
  expect(fromIndex.statements).toEqual([
    'fact-totals-of-country (all INVESTED_IN OUT, by object with quality)',
  ]);
  const fromFacts = await quality('min');
  expect(fromFacts.statements).toEqual(['fact-totals (all INVESTED_IN OUT, filtered by subject)']);
  expect(fromIndex.told).toEqual(fromFacts.told);
  expect(fromIndex.told.join()).toContain('"GBP",1,0');
  expect(fromIndex.told.join()).toContain('"CHF",0,1');
});

test('What falls together in a group is added up exactly, in the order and to the length that facts have it in.', async () => {
  const invested = (what: string, amount: string, more: object = {}) =>
    claim('org_x', 'INVESTED_IN', what, usd(amount, more));
  await loadFile(
    graph,
    claimsFile(
      ...world,
      ...['place_z', 'project_a', 'project_z'].map((id) =>
        entity(id, id === 'place_z' ? { placeType: 'COUNTRY' } : {}),
      ),
      lies('project_a', 'place_x'),
      lies('project_z', 'place_z'),
      invested('org_none', '-0.000000000001', { modality: 'PLANNED' }),
      invested('place_y', '999999999999999', { modality: 'PLANNED' }),
      claim('org_both', 'INVESTED_IN', 'place_y', usd('0.999999999999', { modality: 'ESTIMATED' })),
      invested('project_a', '2.499999999999'),
      invested('project_z', '2.499999999999', { modality: 'PLANNED' }),
    ),
  );
  for (const groupBy of ['OBJECT_COUNTRY', 'MODALITY', 'OBJECT_COUNTRY, MODALITY', 'SUBJECT_COUNTRY', ''])
    for (const first of [1, 3, 100]) {
      const told = async (more: string) => {
        const { data, extensions } = await steppe.ask<{ totals: Record<string, unknown>[] }>(
          `{ totals(where: {predicates: [INVESTED_IN], subjectWithin: "place_x"}, groupBy: [${groupBy}], first: ${first}) {
            keys { key value } unit sum count omittedCount ${more} } }`,
          {},
          { 'steppe-include': 'profile' },
        );
        const totals = (data?.totals ?? []).map(({ min: _, ...total }) => total);
        return { totals, statements: (extensions?.statements ?? []).map(({ name }) => name) };
      };
      const [fromIndex, fromFacts] = [await told(''), await told('min')];
      expect(fromIndex.statements).toEqual([
        groupBy.includes('OBJECT') ? ofCountry : 'fact-totals-of-country (all INVESTED_IN OUT)',
      ]);
      expect(fromFacts.statements).toEqual(['fact-totals (all INVESTED_IN OUT, filtered by subject)']);
      expect(fromIndex.totals).toEqual(fromFacts.totals);
    }
  const { totals } = await asked('place_x');
  expect(totals).toContain('place_y USD 1000000000000010.999999999999 4 1');
});

test('A place that is no country is looked at from its residents, as before.', async () => {
  await loadFile(graph, claimsFile(...world));
  const { totals, statements } = await asked('place_city');
  expect(totals).toEqual([' USD 2.5 1 0', 'place_x EUR 7 1 0', 'place_y USD 1 1 0']);
  expect(statements).toEqual([ofCountry, 'fact-totals (all INVESTED_IN OUT, filtered by subject)']);
});

test('A question that reads more than the index holds is answered from the facts, and the same.', async () => {
  await loadFile(graph, claimsFile(...world));
  for (const more of ['isDisputed: false', 'minSources: 1', 'objectWithin: "place_y"']) {
    const { totals, statements } = await asked('place_x', 'OBJECT_COUNTRY', more);
    expect(statements).toEqual(['fact-totals (all INVESTED_IN OUT, filtered by subject)']);
    expect(totals).toContain('place_y USD 11 2 1');
  }
});

test('A city that turns out to lie elsewhere takes its facts along; they are the same facts, and were never other.', async () => {
  await loadFile(graph, claimsFile(...world));
  const [said] = await runCypher(graph, "MATCH (c:Claim {subjectId: 'place_city'}) RETURN c.id");
  await loadFile(
    graph,
    claimsFile(source('s'), { type: 'retraction', claim: said }, lies('place_city', 'place_y')),
  );
  expect((await asked('place_x')).totals).toEqual(['place_y USD 10 1 1']);
  expect((await asked('place_y')).totals).toEqual([
    ' USD 2.5 1 0',
    'place_x EUR 7 1 0',
    'place_y USD 111 3 0',
  ]);
  expect(
    await runCypher(graph, "MATCH (f:FormerFact) WHERE f.predicate <> 'LOCATED_IN' RETURN count(f)"),
  ).toEqual([0]);
});

test('What a fact was is kept without what only sums of now are found by.', async () => {
  await loadFile(graph, claimsFile(...world));
  await loadFile(
    graph,
    claimsFile(source('t', { publishedAt: '2025' }), claim('org_x', 'INVESTED_IN', 'project_y', usd('3'))),
  );
  expect((await asked('place_x')).totals).toContain('place_y USD 13 2 1');
  expect(
    await runCypher(
      graph,
      'MATCH (f:FormerFact) RETURN [f.amount, f.subjectCountry, f.objectCountry, f.addends]',
    ),
  ).toEqual([['1', null, null, null]]);
});

test('It touches no fact: a hit each in the index, whatever the residents have besides.', async () => {
  const investors = Array.from({ length: 300 }, (_, n) => `org_${n}`);
  await loadFile(
    graph,
    claimsFile(
      ...world,
      ...investors.map((id) => entity(id)),
      ...investors.flatMap((id) => [lies(id, 'place_y'), claim(id, 'PARTNERS_WITH', 'org_y')]),
      ...investors.map((id, n) => claim(id, 'INVESTED_IN', 'project_y', usd(String(n)))),
    ),
  );
  await asked('place_y');
  const { totals, hits } = await asked('place_y');
  expect(totals).toEqual(['place_y USD 44960 302 0']);
  expect(hits).toBeLessThan(320);
});

test('A graph from before is given what sums by country are found by, and then is as if written now.', async () => {
  await loadFile(graph, claimsFile(...world));
  const before = await stateOf(graph);
  await runCypher(graph, 'MATCH ()-[f]->() REMOVE f.subjectCountry, f.objectCountry, f.addends');
  await runCypher(graph, 'MATCH (e:Entity) REMOVE e.isInSeveralCountries');
  expect((await asked('place_x')).totals).toEqual([]);
  await runCypher(graph, 'MATCH (m:Migration {number: 8}) DELETE m');
  expect(await migrate(graph)).toEqual(['migrations/008-sums-by-country']);
  expect(await stateOf(graph)).toEqual(before);
});
