import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { organization, produces } from '../schema/mutations.ts';
import { serveFor, unreachableGraph } from './graphs.ts';

const graph = await openTestGraph();
/** What another server, in another process, has: a driver and connections of its own. */
const otherGraph = new Graph(inject('database'), graph.statements, 8);
const statements: string[] = [];
let steppe: Steppe;
let editor: Record<string, string>;
beforeAll(async () => {
  await loadArticle(graph);
  editor = (await callerOf(graph, 'editor')).headers;
  const read = graph.read.bind(graph);
  graph.read = (statement, ...rest) => {
    statements.push(statement.name);
    return read(statement, ...rest);
  };
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
  await otherGraph.close();
});

const CLAIMS = '{ about { claimCount } }';
let writes = 0;
/** A change that nobody has made before. */
const write = (server: Steppe = steppe): Promise<unknown> => {
  writes += 1;
  const input = {
    source: { title: `Source ${writes}` },
    claims: [produces(organization(`Maker ${writes}`), '700')],
  };
  return server.ask(
    'mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { changeNumber } }',
    { input },
    editor,
  );
};

async function get(
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
  { endpoint }: Pick<Steppe, 'endpoint'> = steppe,
) {
  statements.length = 0;
  const response = await fetch(`${endpoint}?${new URLSearchParams(parameters)}`, { headers });
  const text = await response.text();
  const header = (name: string) => response.headers.get(name);
  return {
    status: response.status,
    text,
    tag: header('etag') ?? '',
    kept: header('cache-control'),
    vary: header('vary'),
    type: header('content-type'),
    statements: [...statements],
  };
}

test('Whoever has an answer is told that it is still good, by one statement and without a body.', async () => {
  const first = await get({ query: CLAIMS });
  expect(first).toMatchObject({ status: 200, kept: 'public, no-cache' });
  expect(first.tag).toMatch(/^"[\w-]{43}"$/);
  expect(first.vary).toBe('Accept, Authorization, Steppe-Bookmark, Steppe-Include');
  expect(first.statements).toEqual(['change-tag', 'about (all facts)']);
  const again = await get({ query: CLAIMS }, { 'if-none-match': first.tag });
  expect(again).toEqual({
    ...first,
    status: 304,
    text: '',
    type: null,
    statements: ['change-tag'],
  });
  expect(steppe.log.at(-1)).toMatchObject({ status: 304, statements: 0 });
  expect(steppe.log.at(-1)).not.toHaveProperty('errors');
});

test.each([
  ['among others', (tag: string) => `"other", ${tag}`],
  ['weakened by a proxy', (tag: string) => `W/${tag}`],
  ['as any that there is', () => '*'],
])('A tag is known %s.', async (_, header) => {
  const { tag } = await get({ query: CLAIMS });
  expect((await get({ query: CLAIMS }, { 'if-none-match': header(tag) })).status).toBe(304);
});

test('After a change, also one that another server made, the answer is given anew with another tag.', async () => {
  const other = await serveFor(otherGraph);
  let known = await get({ query: CLAIMS });
  for (const server of [steppe, other]) {
    await write(server);
    const next = await get({ query: CLAIMS }, { 'if-none-match': known.tag });
    expect(next.status).toBe(200);
    expect(next.text).not.toBe(known.text);
    expect(next.tag).not.toBe(known.tag);
    known = next;
  }
  // Servers of one graph give the same tags.
  expect((await get({ query: CLAIMS }, { 'if-none-match': known.tag }, other)).status).toBe(304);
});

test('A tag is that of one query, its variables, its operation, what is accepted and who asks.', async () => {
  const query = 'query A($id: ID = "org_changan") { node(id: $id) { id } } query B { __typename }';
  const asked = { query, operationName: 'A' };
  const { headers: reader } = await callerOf(graph, 'reader');
  const { headers: admin } = await callerOf(graph, 'admin');
  const others: [Record<string, string>, Record<string, string>][] = [
    [{ ...asked, operationName: 'B' }, {}],
    [{ ...asked, variables: '{"id":"place_kostanay"}' }, {}],
    [{ ...asked, query: `${query} ` }, {}],
    [asked, { accept: 'application/graphql-response+json' }],
    [asked, reader],
    [asked, admin],
  ];
  const { tag } = await get(asked);
  const tags = [tag];
  for (const [parameters, headers] of others) {
    const answer = await get(parameters, { ...headers, 'if-none-match': tag });
    expect(answer.status).toBe(200);
    tags.push(answer.tag);
  }
  expect(new Set(tags).size).toBe(others.length + 1);
});

test('What a caller with a token is answered is for that caller’s cache alone.', async () => {
  const first = await get({ query: CLAIMS }, editor);
  expect(first.kept).toBe('private, no-cache');
  const again = await get({ query: CLAIMS }, { ...editor, 'if-none-match': first.tag });
  expect(again).toMatchObject({ status: 304, kept: 'private, no-cache' });
  expect(again.statements).toEqual(['auth/token-by-hash', 'change-tag']);
  const bad = await get({ query: CLAIMS }, { authorization: 'Bearer steppe_x', 'if-none-match': first.tag });
  expect(bad).toMatchObject({ status: 401, kept: 'no-store', tag: '' });
});

test('With a bookmark, an answer is good only if it is as far as the bookmark says.', async () => {
  const [one, other] = [await serveFor(otherGraph), steppe];
  const { tag } = await get({ query: CLAIMS }, {}, other);
  const response = await fetch(one.endpoint, {
    method: 'POST',
    headers: { ...editor, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { changeNumber } }',
      variables: {
        input: { source: { title: 'After a bookmark' }, claims: [produces(organization('Marked'), '1')] },
      },
    }),
  });
  const bookmark = { 'steppe-bookmark': response.headers.get('steppe-bookmark') ?? '' };
  expect(bookmark['steppe-bookmark']).toMatch(/^FB:/);
  const next = await get({ query: CLAIMS }, { ...bookmark, 'if-none-match': tag }, other);
  expect(next.status).toBe(200);
  const again = await get({ query: CLAIMS }, { ...bookmark, 'if-none-match': next.tag }, other);
  expect(again.status).toBe(304);
  const wrong = await get({ query: CLAIMS }, { 'steppe-bookmark': 'nonsense', 'if-none-match': next.tag });
  expect(wrong).toMatchObject({ status: 400, kept: 'no-store', tag: '' });
});

test.each<[string, Record<string, string>, Record<string, string>, number]>([
  ['a mutation', { query: 'mutation { __typename }' }, {}, 405],
  ['a query that is not valid', { query: '{ nothing }' }, {}, 400],
  [
    'a query with an error beside its data',
    { query: '{ entity(by: {id: "org_changan"}) { claims(first: 101) { totalCount } } }' },
    {},
    200,
  ],
  ['a query over the limits', { query: '{ entities(first: 90000) { nodes { id } } }' }, {}, 400],
  ['an answer with more than the data', { query: CLAIMS }, { 'steppe-include': 'statements' }, 200],
])(
  '%s has no tag, is answered in full whatever is known, and is not kept.',
  async (_, parameters, headers, status) => {
    const answer = await get(parameters, { accept: 'application/graphql-response+json', ...headers });
    expect(answer).toMatchObject({ status, tag: '', kept: 'no-store' });
    if (status >= 400) {
      const asterisk = await get(parameters, {
        accept: 'application/graphql-response+json',
        ...headers,
        'if-none-match': '*',
      });
      expect(asterisk).toMatchObject({ status, kept: 'no-store', text: answer.text });
    }
  },
);

test('An answer to a POST has no tag.', async () => {
  const response = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-none-match': '*' },
    body: JSON.stringify({ query: CLAIMS }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('etag')).toBeNull();
});

test('Without the database nothing is good any more, and it is told as ever.', async () => {
  const lost = await serveFor(await unreachableGraph());
  const answer = await get({ query: CLAIMS }, { 'if-none-match': '*' }, lost);
  expect(answer).toMatchObject({ status: 503, tag: '', kept: 'no-store' });
  expect(answer.text).toContain('DATABASE_UNAVAILABLE');
});

const asOf = (times: string): string => `{ asOf(${times}) { about { claimCount } } }`;

test('What is all about a past that is over is kept for a day without asking, and is good after every change.', async () => {
  await loadSecondSource(graph);
  const [at = ''] = await runCypher(graph, 'MATCH (c:Change {number: 2}) RETURN c.at');
  const questions: Record<string, string>[] = [
    { query: asOf('change: 1') },
    { query: asOf(`knownAt: "${at}"`) },
    { query: 'query ($n: Int) { asOf(change: $n) { about { claimCount } } }', variables: '{"n": 1}' },
    {
      query:
        'query ($n: Int = 2) { asOf(change: $n) { asOf(validAt: "2024-01-01") { sources { totalCount } } } }',
    },
    {
      query: `{ ...Then } fragment Then on Query { a: ${asOf('change: 1').slice(2, -2)} b: ${asOf('change: 2').slice(2, -2)} }`,
    },
  ];
  for (const question of questions) {
    const first = await get(question);
    expect(first).toMatchObject({ status: 200, kept: 'public, max-age=86400, immutable' });
    await write();
    expect((await get(question)).text).toBe(first.text);
    const again = await get(question, { 'if-none-match': first.tag });
    expect(again).toMatchObject({ status: 304, kept: first.kept, statements: ['change-tag'] });
  }
});

const soon = (): string => new Date(Date.now() + 50_000).toISOString();
test.each([
  ['the present too', () => '{ asOf(change: 1) { about { claimCount } } about { claimCount } }'],
  ['what is valid on a day', () => asOf('validAt: "2024-01-01"')],
  ['a time after the last change', () => asOf(`knownAt: "${soon()}"`)],
  ['a later time further in', () => `{ asOf(change: 1) ${asOf(`knownAt: "${soon()}"`)} }`],
])('What is about %s is asked for again each time.', async (_, question) => {
  const query = question();
  const first = await get({ query });
  expect(first).toMatchObject({ status: 200, kept: 'public, no-cache' });
  expect((await get({ query }, { 'if-none-match': first.tag })).status).toBe(304);
  await write();
  expect((await get({ query }, { 'if-none-match': first.tag })).status).toBe(200);
});

test('A graph that is put in the place of another has tags of its own, whatever its changes’ numbers.', async () => {
  const questions = [CLAIMS, asOf('change: 1')];
  const known = await Promise.all(questions.map((query) => get({ query })));
  const numbers = await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber');
  await runCypher(graph, "MATCH (g:Graph) SET g.changedAt = '2026-01-01T00:00:00.000Z' RETURN 1");
  await runCypher(graph, "MATCH (c:Change {number: 1}) SET c.at = '2026-01-01T00:00:00.000Z' RETURN 1");
  for (const [i, query] of questions.entries())
    expect((await get({ query }, { 'if-none-match': known[i]?.tag ?? '' })).status).toBe(200);
  expect(await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')).toEqual(numbers);
});

test('A table is told to be still good before any of it is read; one of a change that was made stays good.', async () => {
  const query = '{ sources { nodes { id title } } }';
  for (const table of ['csv', 'parquet']) {
    const first = await get({ query, table });
    expect(first).toMatchObject({ status: 200, kept: 'public, no-cache' });
    const again = await get({ query, table }, { 'if-none-match': first.tag });
    expect(again).toMatchObject({ status: 304, text: '', kept: 'public, no-cache' });
    expect(again.statements).toEqual(['change-tag']);
    await write();
    expect((await get({ query, table }, { 'if-none-match': first.tag })).status).toBe(200);
  }
  const then = await get({ query, table: 'csv', change: '1' });
  expect(then).toMatchObject({ status: 200, kept: 'public, max-age=86400, immutable' });
  await write();
  const again = await get({ query, table: 'csv', change: '1' }, { 'if-none-match': then.tag });
  expect(again.status).toBe(304);
  const manifest = await get({ query, table: 'csv', manifest: '1' }, { 'if-none-match': '*' });
  expect(manifest).toMatchObject({ status: 200, tag: '', kept: 'no-store' });
});

test('Many who ask at once share statements, and none is told what was before it asked.', async () => {
  const { tag } = await get({ query: CLAIMS });
  const headers = { 'if-none-match': tag };
  const ask = () => fetch(`${steppe.endpoint}?${new URLSearchParams({ query: CLAIMS })}`, { headers });
  const sent: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    statements.length = 0;
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 304));
    sent.push(statements.length);
  }
  // Those who come one after the other have nothing to share.
  expect(Math.min(...sent)).toBeLessThan(25);
  for (let i = 0; i < 5; i += 1) {
    const noise = Promise.all(Array.from({ length: 10 }, ask));
    await write();
    expect((await ask()).status).toBe(200);
    await noise;
  }
});

test('Where pages of some origins may read, caches tell origins apart, and pages see the tag.', async () => {
  const open = await serveFor(graph, { STEPPE_CORS_ORIGINS: 'https://a.example,https://b.example' });
  const response = await fetch(`${open.endpoint}?${new URLSearchParams({ query: CLAIMS })}`);
  expect(response.headers.get('vary')).toContain('Origin');
  const fromPage = await fetch(`${open.endpoint}?${new URLSearchParams({ query: CLAIMS })}`, {
    headers: { origin: 'https://b.example', 'if-none-match': response.headers.get('etag') ?? '' },
  });
  expect(fromPage.status).toBe(304);
  expect(fromPage.headers.get('access-control-allow-origin')).toBe('https://b.example');
  expect(fromPage.headers.get('access-control-expose-headers')).toContain('ETag');
  expect(
    fromPage.headers
      .get('vary')
      ?.split(', ')
      .filter((name) => name === 'Origin'),
  ).toHaveLength(1);
});
