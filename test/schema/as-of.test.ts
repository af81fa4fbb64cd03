import { beforeAll, expect, test } from 'vitest';
import { runCypher } from '../database/empty-graph.ts';
import { serveHistory } from './history.ts';

const { graph, steppe, steps } = await serveHistory();

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

/** What was answered after each change, when it was the last. */
const answers: { readonly number: number; readonly at: string; readonly answer: unknown }[] = [];

beforeAll(async () => {
  for (const step of steps) {
    await step();
    const answer = await steppe.data<{ about: { changeNumber: number } }>(`{ ${EVERYTHING} }`);
    const [at] = await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) RETURN g.changedAt");
    answers.push({ number: answer.about.changeNumber, at: String(at), answer });
    // Two changes within a millisecond cannot be told apart by time.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}, 300_000);

test('The history in this file has a change for each of its steps, and no two answers are the same.', () => {
  expect(answers.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
  expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(steps.length);
});

test('As of each change every question has the answer that it had then, whatever came later.', {
  timeout: 120_000,
}, async () => {
  for (const { number, answer } of answers)
    expect({ number, answer: await answerAsOf(EVERYTHING, `change: ${number}`) }).toEqual({ number, answer });
});

test('As of a moment is as of the last change until then.', async () => {
  for (const { at, answer } of answers)
    expect(await answerAsOf(EVERYTHING, `knownAt: "${at}"`)).toEqual(answer);
});

test('Before the first change there is nothing, and nobody.', async () => {
  const nothing = await answerAsOf(
    `node(id: "org_a") { id } facts { totalCount } claims { totalCount } sources { totalCount }
     entities { totalCount } search(text: "alpha") { totalCount } about { claimCount }`,
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

test('What is valid on a day is so in every list, count and total; a time within another narrows it.', {
  timeout: 120_000,
}, async () => {
  const question = `entity(by: {id: "org_a"}) { facts { totalCount nodes { period { edtf } } totals { unit sum } } claims { totalCount } }
    totals(where: {predicates: [INVESTED_IN]}, groupBy: []) { unit sum }`;
  type Valid = { entity: { facts: { totalCount: number; nodes: { period: { edtf: string } | null }[] } } };
  const during = (await answerAsOf(question, 'validAt: "2024-06-01"')) as Valid;
  expect(during).toEqual(await steppe.data(`{ ${question} }`));
  const after = (await answerAsOf(question, 'validAt: "2025-01-01"')) as Valid;
  expect(after).toMatchObject({ totals: [], entity: { facts: { totals: [] } } });
  expect(after.entity.facts.totalCount).toBe(during.entity.facts.totalCount - 1);
  expect(after.entity.facts.nodes.every(({ period }) => period === null)).toBe(true);
  expect(await answerAsOf(`asOf(validAt: "2024-06-01") { ${question} }`, 'change: 1')).toEqual({
    asOf: await answerAsOf(question, 'change: 1, validAt: "2024-06-01"'),
  });
  const narrowed = 'facts(where: {predicates: [INVESTED_IN], validAt: "2024-02-01"}) { totalCount }';
  expect(await answerAsOf(narrowed, 'validAt: "2024-06-01"')).toEqual({ facts: { totalCount: 2 } });
  expect(await answerAsOf(narrowed, 'validAt: "2025-06-01"')).toEqual({ facts: { totalCount: 0 } });
});

test('Pages follow each other at another time as they did then.', async () => {
  const { number, answer } = answers[5] ?? { number: 0, answer: {} };
  const walk = async (page: string, cursor: 'endCursor' | 'startCursor'): Promise<string[]> => {
    const ids: string[] = [];
    for (let place = ''; ; ) {
      type Page = {
        facts: {
          nodes: { id: string }[];
          pageInfo: {
            hasNextPage: boolean;
            hasPreviousPage: boolean;
            endCursor: string;
            startCursor: string;
          };
        };
      };
      const { facts } = (await answerAsOf(
        `facts(${page}${place}) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } }`,
        `change: ${number}`,
      )) as Page;
      const found = facts.nodes.map(({ id }) => id);
      ids.push(...(cursor === 'endCursor' ? found : found.reverse()));
      const { pageInfo } = facts;
      if (!(cursor === 'endCursor' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return ids;
      place = `, ${cursor === 'endCursor' ? 'after' : 'before'}: "${pageInfo[cursor]}"`;
    }
  };
  const forward = await walk('first: 2', 'endCursor');
  expect(new Set(forward).size).toBe(forward.length);
  expect(await walk('last: 2', 'startCursor')).toEqual(forward.toReversed());
  const { about } = answer as { about: { facts: { count: number }[] } };
  expect(forward).toHaveLength(about.facts.reduce((sum, { count }) => sum + count, 0));
});

test('A question about another time takes a statement more for the entity that an id names, and for whatever is read on as it was known then: far ends, claims, sources.', async () => {
  const question = `{ entity(by: {id: "org_a"}) { ... on Organization { investments { edges {
    node { name } claims { nodes { id source { title } } } } } } } }`;
  const statementsOf = async (query: string) => {
    const { extensions } = await steppe.ask(query, {}, { 'steppe-include': 'statements' });
    return extensions?.statements?.map(({ name }) => name.replace(/ \(.*/, ''));
  };
  expect(await statementsOf(question)).toEqual(['fact-page']);
  expect(await statementsOf(`{ asOf(change: 3) ${question} }`)).toEqual([
    'change-at',
    'then/entities-by-id',
    'fact-page',
    'then/entities-by-id',
    'claim-page',
    'then/sources-by-id',
  ]);
});

test.each<[times: string, argument: string, message: RegExp]>([
  ['change: 11', 'change', /numbered from 1 to 10/],
  ['change: -1', 'change', /numbered from 1 to 10/],
  ['change: 3, knownAt: "2026-01-01T00:00:00Z"', 'change', /either `knownAt` or `change`/],
  ['knownAt: "2999-01-01T00:00:00Z"', 'knownAt', /lies in the future/],
])('As of %s is refused: %s %s.', async (times, argument, message) => {
  const { errors } = await steppe.ask(`{ asOf(${times}) { about { claimCount } } }`);
  expect(errors).toMatchObject([
    { message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT', argument } },
  ]);
});

test('Candidates for merging are of now, and are refused at another time.', async () => {
  const { errors } = await steppe.ask('{ asOf(change: 1) { mergeCandidates { totalCount } } }');
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'asOf' } }]);
});

test('A moment without its time zone is refused, and one in another zone is the same moment.', async () => {
  const [{ errors }, { at, answer }] = [
    await steppe.ask('{ asOf(knownAt: "2026-01-01T00:00:00") { about { claimCount } } }'),
    answers[4] as (typeof answers)[number],
  ];
  expect(errors?.[0]?.message).toMatch(/time zone/);
  const elsewhere = new Date(Date.parse(at) + 5 * 3_600_000).toISOString().replace('Z', '+05:00');
  expect(await answerAsOf(EVERYTHING, `knownAt: "${elsewhere}"`)).toEqual(answer);
});

test('A graph that is older than its history says since when it is kept.', async () => {
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) SET g.historySince = 3");
  const { errors } = await steppe.ask('{ asOf(change: 2) { about { claimCount } } }');
  expect(errors).toMatchObject([
    { message: expect.stringContaining('since change 3'), extensions: { argument: 'change' } },
  ]);
  // What earlier changes did is not known.
  expect(await steppe.data('{ changes { totalCount nodes { number } } }')).toMatchObject({
    changes: { totalCount: 7, nodes: [{ number: 4 }, ...Array(6).fill({})] },
  });
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) REMOVE g.historySince");
});
