import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;
let editor: Record<string, string>;

/** Every sort of question, of entities, facts, claims, sources, lists, counts and totals. */
const EVERYTHING = `
  entity(by: {id: "org_a"}) {
    id name description names { text language } identifiers { scheme value }
    facts { totalCount nodes {
      id predicate variable modality value { amount unit } period { edtf } sourceCount isDisputed
      subject { id name } object { id name within { id name } }
      claims(where: {includeRetracted: true}) { totalCount nodes {
        id rank retractedAt recordedAt subject { id name } object { id } attributedTo { id }
        source { id title publishedAt publisher } fact { id value { amount } } } } }
      totals { unit sum count } }
    ... on Organization { investments(orderBy: {by: VALUE, unit: "USD"}) { totalCount edges { factId amount { amount } node { id name } } } }
    observations(where: {modality: [REALISED]}) { totalCount nodes { id value { amount } text } }
    claims { totalCount nodes { id } }
  }
  merged: node(id: "org_b") { id ... on Organization { name facts { totalCount } } }
  byName: entity(by: {name: "Bravo"}) { id name }
  byIdentifier: entity(by: {identifier: {scheme: "lei", value: "B1"}}) { id name }
  facilities(within: "place_x") { totalCount nodes { id name within { id } } }
  organizations { totalCount nodes { id name } }
  entities(kinds: [PLACE, FACILITY], orderBy: {direction: DESC}) { totalCount nodes { id } }
  search(text: "bravo") { totalCount nodes { id name } }
  placed: facts(where: {within: "place_x"}, orderBy: {by: VALUE, unit: "USD"}) { totalCount nodes { id value { amount } } }
  kinds: facts(where: {kinds: [PRODUCT]}) { totalCount nodes { id } }
  from: facts(where: {subject: "org_b"}, last: 2) { totalCount nodes { id } pageInfo { hasPreviousPage } }
  claims(where: {subject: "org_b", includeRetracted: true}) { totalCount nodes { id retractedAt } }
  ranked: claims(where: {rank: [PREFERRED]}) { totalCount nodes { id } }
  sources { totalCount nodes { id title publishedAt } }
  totals(groupBy: [SUBJECT, OBJECT_COUNTRY, PREDICATE]) { keys { value } unit sum count disputedCount }
  byYear: totals(where: {within: "place_x"}, groupBy: [YEAR]) { keys { value } unit sum }
  about { claimCount sourceCount changeNumber entities { kind count } facts { predicate count } }
`;

const answerAsOf = async (question: string, times: string): Promise<unknown> =>
  (await steppe.data<{ asOf: unknown }>(`{ asOf(${times}) { ${question} } }`)).asOf;

const MUTATE = {
  merge: 'mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber } }',
  unmerge: 'mutation ($input: UnmergeEntitiesInput!) { unmergeEntities(input: $input) { changeNumber } }',
  rank: 'mutation ($input: SetRankInput!) { setRank(input: $input) { changeNumber } }',
};
const mutate = async (what: keyof typeof MUTATE, input: object): Promise<void> => {
  const { errors } = await steppe.ask(MUTATE[what], { input }, editor);
  expect(errors).toBeUndefined();
};
const claimIds = (where: string): Promise<unknown[]> =>
  runCypher(graph, `MATCH (c:Claim) WHERE ${where} RETURN c.id ORDER BY c.key`);
const load = (...lines: Line[]): Promise<unknown> => loadFile(graph, claimsFile(...lines));
const invested = (by: string, amount: string, more: object = {}) =>
  claim(by, 'INVESTED_IN', 'facility_f', { value: { amount, unit: 'USD' }, period: '2024', ...more });

/** A history in which everything that can change does. */
const steps: readonly (() => Promise<unknown>)[] = [
  () =>
    load(
      source('one', { title: 'One' }),
      entity('org_a', { names: [{ text: 'Alpha', language: 'en' }] }),
      entity('org_b', { names: [{ text: 'Bravo', language: 'en' }] }),
      entity('place_x', { placeType: 'COUNTRY' }),
      entity('place_y', { placeType: 'COUNTRY' }),
      entity('place_city', { placeType: 'CITY' }),
      entity('facility_f'),
      entity('product_p'),
      claim('place_city', 'LOCATED_IN', 'place_x'),
      claim('facility_f', 'LOCATED_IN', 'place_city'),
      claim('facility_f', 'PRODUCES', 'product_p'),
      invested('org_a', '100'),
      observed('org_a', 'jobs', { value: { amount: '10', unit: '{person}' }, attributedTo: 'org_b' }),
    ),
  () =>
    load(
      source('two', { title: 'Two', publishedAt: '2025' }),
      invested('org_a', '150'),
      invested('org_b', '7'),
    ),
  async () => mutate('rank', { claims: await claimIds("c.amount = '100'"), rank: 'PREFERRED' }),
  // What was not known of a source and of an entity becomes known; the first source is the newer one now.
  () =>
    load(
      source('one', { publishedAt: '2026', publisher: 'Herald' }),
      entity('org_b', {
        names: [{ text: 'Bravo Motors', language: 'en' }],
        description: 'Makes engines.',
        identifiers: [{ scheme: 'lei', value: 'B1' }],
      }),
    ),
  () => mutate('merge', { from: 'org_b', into: 'org_a' }),
  () =>
    load(source('two'), claim('org_b', 'OPERATES', 'facility_f'), claim('org_a', 'PARTNERS_WITH', 'org_b')),
  async () => {
    const [moved] = await claimIds("c.subjectId = 'place_city'");
    return load(
      source('one'),
      { type: 'retraction', claim: moved },
      claim('place_city', 'LOCATED_IN', 'place_y'),
    );
  },
  () => mutate('unmerge', { id: 'org_b' }),
  () => load(source('one'), claim('place_city', 'LOCATED_IN', 'place_x')),
  async () => {
    const [jobs] = await claimIds("c.predicate = 'OBSERVED'");
    return load(source('one'), { type: 'retraction', claim: jobs });
  },
];

/** What was answered after each change, when it was the last. */
const answers: { readonly number: number; readonly at: string; readonly answer: unknown }[] = [];

beforeAll(async () => {
  steppe = await startSteppe(graph, { STEPPE_MAX_COST: '1000000', STEPPE_REQUEST_TIMEOUT_MS: '60000' });
  editor = (await callerOf(graph, 'editor')).headers;
  for (const step of steps) {
    await step();
    const answer = await steppe.data<{ about: { changeNumber: number } }>(`{ ${EVERYTHING} }`);
    const [at] = await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) RETURN g.changedAt");
    answers.push({ number: answer.about.changeNumber, at: String(at), answer });
    // Two changes within a millisecond cannot be told apart by time.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}, 120_000);
afterAll(async () => {
  await steppe.close();
  await graph.close();
});

test('The history in this file has a change for each of its steps, and no two answers are the same.', () => {
  expect(answers.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
  expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(steps.length);
});

test('As of each change every question has the answer that it had then, whatever came later.', async () => {
  for (const { number, answer } of answers)
    expect({ number, answer: await answerAsOf(EVERYTHING, `change: ${number}`) }).toEqual({ number, answer });
});

test('As of a moment is as of the last change until then.', async () => {
  for (const { at, answer } of answers)
    expect(await answerAsOf(EVERYTHING, `knownAt: "${at}"`)).toEqual(answer);
});

test('Before the first change there is nothing, and nobody.', async () => {
  const nothing = await answerAsOf(
    '{ node(id: "org_a") { id } facts { totalCount } claims { totalCount } sources { totalCount } entities { totalCount } search(text: "alpha") { totalCount } about { claimCount } }'.slice(
      1,
      -1,
    ),
    'knownAt: "2001-01-01T00:00:00Z"',
  );
  expect(nothing).toEqual({
    node: null,
    facts: { totalCount: 0 },
    claims: { totalCount: 0 },
    sources: { totalCount: 0 },
    entities: { totalCount: 0 },
    search: { totalCount: 0 },
    about: { claimCount: 0 },
  });
});
