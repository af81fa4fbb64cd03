import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { type Answer, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
const steppe = await startSteppe(graph);
const { headers: editor } = await callerOf(graph, 'editor');
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const entities = [
  ...['a', 'b', 'c', 'd', 'e', 'twin'].map((id) => entity(`org_${id}`)),
  ...['f', 'g', 'h'].map((id) => entity(`facility_${id}`)),
  entity('org_alone'),
];
/** From a to b there are ways of two hops over f, g and c, one of three over d and h, and a denied one of one hop. */
const said: Line[] = [
  claim('org_a', 'OPERATES', 'facility_g'),
  claim('org_b', 'OPERATES', 'facility_g'),
  claim('org_a', 'OWNS', 'facility_f'),
  claim('org_b', 'INVESTED_IN', 'facility_f', { period: '2021' }),
  claim('org_b', 'INVESTED_IN', 'facility_f', { period: '2022' }),
  claim('org_a', 'PARTNERS_WITH', 'org_c'),
  claim('org_c', 'PARTNERS_WITH', 'org_b', { period: '2019' }),
  claim('org_d', 'OWNS', 'org_a'),
  claim('org_d', 'OPERATES', 'facility_h'),
  claim('org_b', 'OPERATES', 'facility_h'),
  claim('org_a', 'OWNS', 'org_b', { modality: 'DENIED' }),
  claim('org_twin', 'PARTNERS_WITH', 'org_e'),
  claim('org_e', 'PARTNERS_WITH', 'org_a'),
];

beforeAll(async () => {
  await loadArticle(graph);
  await loadFile(graph, claimsFile(source('one'), ...entities, ...said));
  // A second source speaks of the way over g, and of one of the facts on the way over f.
  await loadFile(
    graph,
    claimsFile(
      source('two'),
      claim('org_a', 'OPERATES', 'facility_g'),
      claim('org_b', 'OPERATES', 'facility_g'),
      claim('org_b', 'INVESTED_IN', 'facility_f', { period: '2022' }),
    ),
  );
});

interface ToldPath {
  readonly length: number;
  readonly hops: readonly {
    readonly isReversed: boolean;
    readonly from: { readonly id: string };
    readonly to: { readonly id: string };
    readonly fact: { readonly predicate: string; readonly subject: { readonly id: string } };
  }[];
}
const FIELDS = 'length hops { isReversed from { id } to { id } fact { predicate subject { id } } }';
const ask = (args: string, fields = FIELDS): Promise<Answer<{ paths: ToldPath[] }>> =>
  steppe.ask(`{ paths(${args}) { ${fields} } }`);

/** Paths as words: `org_a OWNS> facility_f <INVESTED_IN org_b`. */
const inWords = (paths: readonly ToldPath[] = []): string[] =>
  paths.map(({ hops }) =>
    [
      hops[0]?.from.id,
      ...hops.map(({ fact, isReversed, to }) =>
        isReversed ? `<${fact.predicate} ${to.id}` : `${fact.predicate}> ${to.id}`,
      ),
    ].join(' '),
  );
async function pathsOf(args: string): Promise<string[]> {
  const { data, errors } = await ask(args);
  expect(errors).toBeUndefined();
  return inWords(data?.paths);
}

const overG = 'org_a OPERATES> facility_g <OPERATES org_b';
const overF = 'org_a OWNS> facility_f <INVESTED_IN org_b';
const overC = 'org_a PARTNERS_WITH> org_c PARTNERS_WITH> org_b';
const overD = 'org_a <OWNS org_d OPERATES> facility_h <OPERATES org_b';

test('The shortest paths come first, of those the ones with the most sources; a denied fact is none.', async () => {
  expect(await pathsOf('from: "org_a", to: "org_b"')).toEqual([overG, overF, overC, overD]);
});

test('Each hop tells how it is walked: its ends follow each other, and the fact is reversed where it is walked from its object, unless it holds both ways.', async () => {
  const { data } = await ask('from: "org_b", to: "org_a"');
  expect(inWords(data?.paths)[0]).toBe('org_b OPERATES> facility_g <OPERATES org_a');
  for (const { length, hops } of data?.paths ?? []) {
    expect(hops).toHaveLength(length);
    for (const [i, { from, fact, isReversed }] of hops.entries()) {
      expect(from.id).toBe(i === 0 ? 'org_b' : hops[i - 1]?.to.id);
      expect(isReversed).toBe(fact.subject.id !== from.id && fact.predicate !== 'PARTNERS_WITH');
    }
  }
});

test('Facts between the same two make one path, over the one with the most sources; the others go with the hop.', async () => {
  const { data } = await steppe.ask<{ paths: { hops: { fact: object; otherFacts: object[] }[] }[] }>(
    `{ paths(from: "org_b", to: "facility_f", first: 1) { hops {
         fact { period { edtf } sourceCount } otherFacts { period { edtf } sourceCount } } } }`,
  );
  expect(data?.paths).toEqual([
    {
      hops: [
        {
          fact: { period: { edtf: '2022' }, sourceCount: 2 },
          otherFacts: [{ period: { edtf: '2021' }, sourceCount: 1 }],
        },
      ],
    },
  ]);
});

test('Predicates, hops and number narrow.', async () => {
  const ends = 'from: "org_a", to: "org_b"';
  expect(await pathsOf(`${ends}, predicates: [OPERATES, OWNS]`)).toEqual([overG, overD]);
  expect(await pathsOf(`${ends}, predicates: [PARTNERS_WITH, OBSERVED]`)).toEqual([overC]);
  expect(await pathsOf(`${ends}, predicates: [OBSERVED]`)).toEqual([]);
  expect(await pathsOf(`${ends}, maxHops: 2`)).toEqual([overG, overF, overC]);
  expect(await pathsOf(`${ends}, maxHops: 1`)).toEqual([]);
  expect(await pathsOf(`${ends}, first: 2`)).toEqual([overG, overF]);
  expect(await pathsOf(`${ends}, first: 0`)).toEqual([]);
});

test('Where there is no path the list is empty, and a search says that it has looked everywhere.', async () => {
  expect(await pathsOf('from: "org_a", to: "org_alone"')).toEqual([]);
  const { pathSearch } = await steppe.data<{ pathSearch: object }>(
    '{ pathSearch(from: "org_a", to: "org_alone", maxHops: 6) { paths { length } isComplete completedHops hubs { id } } }',
  );
  expect(pathSearch).toEqual({ paths: [], isComplete: true, completedHops: 6, hubs: [] });
});

test('From an entity to itself there is one path, without a hop.', async () => {
  const { data } = await ask('from: "org_a", to: "org_a"');
  expect(data).toEqual({ paths: [{ length: 0, hops: [] }] });
});

test.each<[args: string, argument: string, message: RegExp]>([
  ['from: "org_nobody", to: "org_a"', 'from', /no entity with the id "org_nobody"/],
  ['from: "org_a", to: "nonsense"', 'to', /no entity with the id "nonsense"/],
  ['from: "org_a", to: "org_b", maxHops: 7', 'maxHops', /from 1 to 6, not 7/],
  ['from: "org_a", to: "org_b", maxHops: 0', 'maxHops', /from 1 to 6, not 0/],
  ['from: "org_a", to: "org_b", first: 51', 'first', /from 0 to 50, not 51/],
  ['from: "org_a", to: "org_b", first: -1', 'first', /from 0 to 50, not -1/],
])('Paths with %s are refused, naming %s: %s.', async (args, argument, message) => {
  const { errors } = await ask(args);
  expect(errors).toMatchObject([
    { message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT', argument } },
  ]);
});

test('Of a merged entity paths are those of the one that stands for it; as of before, they are its own.', async () => {
  const { about } = await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  const before = await pathsOf('from: "org_twin", to: "org_a"');
  expect(before).toEqual(['org_twin PARTNERS_WITH> org_e PARTNERS_WITH> org_a']);
  const { errors } = await steppe.ask(
    'mutation { mergeEntities(input: {from: "org_twin", into: "org_d"}) { changeNumber } }',
    {},
    editor,
  );
  expect(errors).toBeUndefined();
  expect(await pathsOf('from: "org_twin", to: "org_a"')).toEqual([
    'org_d OWNS> org_a',
    'org_d PARTNERS_WITH> org_e PARTNERS_WITH> org_a',
    'org_d OPERATES> facility_h <OPERATES org_b OPERATES> facility_g <OPERATES org_a',
    'org_d OPERATES> facility_h <OPERATES org_b INVESTED_IN> facility_f <OWNS org_a',
    'org_d OPERATES> facility_h <OPERATES org_b PARTNERS_WITH> org_c PARTNERS_WITH> org_a',
  ]);
  const { asOf } = await steppe.data<{ asOf: { paths: ToldPath[] } }>(
    `{ asOf(change: ${about.changeNumber}) { paths(from: "org_twin", to: "org_a") { ${FIELDS} } } }`,
  );
  expect(inWords(asOf.paths)).toEqual(before);
});

test('As of a change, paths lead over what was known then; on a day, over what can hold on it.', async () => {
  const then = async (times: string): Promise<string[]> => {
    const { asOf } = await steppe.data<{ asOf: { paths: ToldPath[] } }>(
      `{ asOf(${times}) { paths(from: "org_a", to: "org_b", maxHops: 2) { ${FIELDS} } } }`,
    );
    return inWords(asOf.paths);
  };
  // Before the second source spoke, all ways had one, and only ids tell them apart.
  expect(await then('change: 2')).toEqual([overF, overG, overC]);
  expect(await then('change: 3')).toEqual([overG, overF, overC]);
  expect(await then('validAt: "2021-05-01"')).toEqual([overG, overF]);
  expect(await then('validAt: "2019-05-01"')).toEqual([overG, overC]);
  const [claimId] = await runCypher(
    graph,
    "MATCH (c:Claim {subjectId: 'org_c', objectId: 'org_b'}) RETURN c.id",
  );
  await loadFile(graph, claimsFile(source('one'), { type: 'retraction', claim: claimId }));
  expect(await pathsOf('from: "org_a", to: "org_b", maxHops: 2')).toEqual([overG, overF]);
  expect(await then('change: 3')).toEqual([overG, overF, overC]);
  const { errors } = await steppe.ask('{ asOf(change: 1) { paths(from: "org_a", to: "org_b") { length } } }');
  expect(errors).toMatchObject([{ message: 'from: no entity with the id "org_a" was known then' }]);
});

test('A search takes a statement for each step, the first of them from both ends, and one each for facts and entities.', async () => {
  const { extensions, data } = await steppe.ask<{ paths: ToldPath[] }>(
    `{ paths(from: "org_a", to: "org_b") { length hops {
         fact { id predicate value { amount } } from { name } to { name } isReversed } } }`,
    {},
    { 'steppe-include': 'statements' },
  );
  expect(data?.paths).toHaveLength(4);
  const names = extensions?.statements?.map(({ name }) => name.replace(/ \(.*/, '')) ?? [];
  expect(names[0]).toBe('path-step');
  expect(names.filter((name) => name === 'path-step').length).toBeLessThanOrEqual(4);
  // Both ends of hops are asked for in one breath; where that would take long, in two statements.
  expect([...new Set(names)].toSorted()).toEqual(['entities-by-id', 'facts-by-id', 'path-step']);
  expect(names.filter((name) => name === 'facts-by-id')).toHaveLength(1);
  expect(names.filter((name) => name === 'entities-by-id').length).toBeLessThanOrEqual(2);
});

test('A search that is asked again and again is answered alike.', async () => {
  const query = `{ paths(from: "org_a", to: "org_b") { ${FIELDS} } pathSearch(from: "org_b", to: "org_a") { isComplete paths { length } } }`;
  const answers = [];
  for (let i = 0; i < 5; i += 1) answers.push(await steppe.ask(query));
  expect(answers[0]?.errors).toBeUndefined();
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('Of the article: Changan and Kazakhstan are connected by their partner, and by the plant.', async () => {
  expect(await pathsOf('from: "org_changan", to: "place_kazakhstan", maxHops: 3')).toEqual([
    'org_changan PARTNERS_WITH> org_allurgroup LOCATED_IN> place_kazakhstan',
    'org_changan PRODUCES> product_motor_vehicle <PRODUCES facility_kostanay_car_plant LOCATED_IN> place_kazakhstan',
    'org_changan INVESTED_IN> project_kostanay_car_plant <PART_OF facility_kostanay_car_plant LOCATED_IN> place_kazakhstan',
    'org_changan INVESTED_IN> project_kostanay_car_plant <INVESTED_IN org_allurgroup LOCATED_IN> place_kazakhstan',
    'org_changan INVESTED_IN> project_kostanay_car_plant LOCATED_IN> place_kostanay LOCATED_IN> place_kazakhstan',
  ]);
});
