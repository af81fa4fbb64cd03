import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
const steppe = await startSteppe(graph);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

beforeAll(async () => {
  await loadArticle(graph);
  await loadFile(
    graph,
    claimsFile(
      source('one'),
      ...['a', 'b', 'c', 'd', 'e'].map((id) => entity(`org_${id}`)),
      entity('facility_f'),
      claim('org_a', 'PARTNERS_WITH', 'org_b'),
      claim('org_a', 'OWNS', 'org_c', { period: '2020' }),
      claim('org_a', 'OWNS', 'org_d', { period: '2021' }),
      claim('org_c', 'OWNS', 'org_d'),
      claim('org_d', 'OPERATES', 'facility_f'),
      claim('org_a', 'OWNS', 'org_e', { modality: 'DENIED' }),
      ...['2018', '2019', '2020', '2021', '2022'].map((period) =>
        claim('org_a', 'INVESTED_IN', 'org_c', { period }),
      ),
    ),
  );
  await loadFile(graph, claimsFile(source('two'), claim('org_a', 'PARTNERS_WITH', 'org_b')));
});

interface Around {
  readonly nodes: readonly { readonly id: string }[];
  readonly facts: readonly {
    readonly predicate: string;
    readonly subject: { readonly id: string };
    readonly object: { readonly id: string };
    readonly period: { readonly edtf: string } | null;
  }[];
  readonly isComplete: boolean;
}
const FIELDS = 'nodes { id } facts { predicate subject { id } object { id } period { edtf } } isComplete';
async function around(id: string, args = ''): Promise<Around> {
  const { entity: found } = await steppe.data<{ entity: { neighbourhood: Around } }>(
    `{ entity(by: {id: "${id}"}) { neighbourhood${args} { ${FIELDS} } } }`,
  );
  return found.neighbourhood;
}
const ids = ({ nodes }: Around): string[] => nodes.map(({ id }) => id);
const told = ({ facts }: Around): string[] =>
  facts.map(({ predicate, subject, object, period }) =>
    `${subject.id} ${predicate} ${object.id} ${period?.edtf ?? ''}`.trim(),
  );

test('A neighbourhood has the entity itself, then those around it, and the facts between any two of them; a denied fact leads nowhere.', async () => {
  const found = await around('org_a');
  expect(ids(found)).toEqual(['org_a', 'org_b', 'org_c', 'org_d']);
  expect(told(found).toSorted()).toEqual([
    'org_a INVESTED_IN org_c 2018',
    'org_a INVESTED_IN org_c 2019',
    'org_a INVESTED_IN org_c 2020',
    'org_a INVESTED_IN org_c 2021',
    'org_a INVESTED_IN org_c 2022',
    'org_a OWNS org_c 2020',
    'org_a OWNS org_d 2021',
    'org_a PARTNERS_WITH org_b',
    'org_c OWNS org_d',
  ]);
  // Two sources speak of the first; of the others the latest come first.
  expect(found.facts.map(({ period }) => period?.edtf ?? '')).toEqual([
    '',
    ...['2022', '2021', '2021', '2020', '2020', '2019', '2018'],
    '',
  ]);
  expect(told(found)[0]).toBe('org_a PARTNERS_WITH org_b');
  expect(found.isComplete).toBe(true);
});

test('Two hops reach further, and the nearest come first.', async () => {
  const found = await around('org_a', '(hops: 2)');
  expect(ids(found)).toEqual(['org_a', 'org_b', 'org_c', 'org_d', 'facility_f']);
  expect(told(found)).toContain('org_d OPERATES facility_f');
  expect(found.isComplete).toBe(true);
  expect(ids(await around('facility_f', '(hops: 2)'))).toEqual(['facility_f', 'org_d', 'org_a', 'org_c']);
});

test('As many entities as asked for: the best sourced and latest, with a fact that leads to each of them, and it says that there are more.', async () => {
  const three = await around('org_a', '(first: 3)');
  expect(ids(three)).toEqual(['org_a', 'org_b', 'org_c']);
  expect(three.isComplete).toBe(false);
  // Four facts for each entity asked for; those by which entities were found are always among them.
  const two = await around('org_c', '(first: 2)');
  expect(ids(two)).toEqual(['org_c', 'org_a']);
  expect(told(two)).toHaveLength(6);
  expect(two.isComplete).toBe(false);
  const one = await around('org_a', '(first: 1)');
  expect([ids(one), told(one), one.isComplete]).toEqual([['org_a'], [], false]);
});

test('Predicates narrow, and an entity without facts is by itself.', async () => {
  const owned = await around('org_a', '(predicates: [OWNS, OBSERVED])');
  expect(ids(owned)).toEqual(['org_a', 'org_d', 'org_c']);
  expect(told(owned)).toEqual(['org_a OWNS org_d 2021', 'org_a OWNS org_c 2020', 'org_c OWNS org_d']);
  expect(await around('org_e')).toEqual({ nodes: [{ id: 'org_e' }], facts: [], isComplete: true });
});

test.each<[args: string, argument: string, message: RegExp]>([
  ['(hops: 3)', 'hops', /from 1 to 2, not 3/],
  ['(first: 201)', 'first', /from 1 to 200, not 201/],
  ['(first: 0)', 'first', /from 1 to 200, not 0/],
])('A neighbourhood%s is refused, naming %s: %s.', async (args, argument, message) => {
  const { errors } = await steppe.ask(
    `{ entity(by: {id: "org_a"}) { neighbourhood${args} { isComplete } } }`,
  );
  expect(errors).toMatchObject([
    { message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT', argument } },
  ]);
});

test('At another time it is what was known then, or what can hold on that day.', async () => {
  const then = async (times: string): Promise<Around> =>
    (
      await steppe.data<{ asOf: { entity: { neighbourhood: Around } } }>(
        `{ asOf(${times}) { entity(by: {id: "org_a"}) { neighbourhood { ${FIELDS} } } } }`,
      )
    ).asOf.entity.neighbourhood;
  expect(ids(await then('change: 2'))).toEqual(['org_a', 'org_c', 'org_d', 'org_b']);
  expect(ids(await then('change: 3'))).toEqual(['org_a', 'org_b', 'org_c', 'org_d']);
  expect(ids(await then('validAt: "2019-03-01"'))).toEqual(['org_a', 'org_b', 'org_c']);
});

test('Many neighbourhoods take the statements of one.', async () => {
  const statementsOf = async (first: number): Promise<string[]> => {
    const { errors, extensions } = await steppe.ask(
      `{ organizations(first: ${first}) { nodes { neighbourhood(hops: 2, first: 20) {
           nodes { id name } facts { id predicate } isComplete } } } }`,
      {},
      { 'steppe-include': 'statements' },
    );
    expect(errors).toBeUndefined();
    return extensions?.statements?.map(({ name }) => name.replace(/ \(.*/, '')).toSorted() ?? [];
  };
  const one = await statementsOf(1);
  expect(one.filter((name) => name === 'neighbours').length).toBeLessThanOrEqual(3);
  expect(await statementsOf(9)).toEqual([
    'entities-by-id',
    'entity-page',
    'facts-by-id',
    'neighbours',
    'neighbours',
    'neighbours',
  ]);
});

test('Of the article: around AllurGroup are Changan, Kazakhstan and the project, and what ties these.', async () => {
  const found = await around('org_allurgroup');
  expect(ids(found).toSorted()).toEqual([
    'org_allurgroup',
    'org_changan',
    'place_kazakhstan',
    'project_kostanay_car_plant',
  ]);
  expect(told(found).toSorted()).toEqual([
    'org_allurgroup INVESTED_IN project_kostanay_car_plant',
    'org_allurgroup LOCATED_IN place_kazakhstan',
    'org_allurgroup PARTNERS_WITH org_changan',
    'org_changan INVESTED_IN project_kostanay_car_plant',
    'place_kazakhstan OWNS org_allurgroup',
  ]);
});
