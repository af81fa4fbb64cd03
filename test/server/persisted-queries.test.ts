import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { RememberedQueries } from '../../src/plugins/remembered-queries.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor } from './graphs.ts';

/** Automatic persisted queries, as Apollo’s clients and urql speak them. */
const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashed = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });

interface Asked {
  readonly query?: string;
  readonly variables?: object;
  readonly extensions?: object;
  readonly operationName?: string;
}
const accept = 'application/graphql-response+json, application/json;q=0.9';

async function send(
  method: 'GET' | 'POST',
  asked: Asked,
  { endpoint }: Pick<Steppe, 'endpoint'> = steppe,
  headers: Record<string, string> = { accept },
) {
  const search = new URLSearchParams(
    Object.entries(asked).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const response =
    method === 'GET'
      ? await fetch(`${endpoint}?${search}`, { headers })
      : await fetch(endpoint, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(asked),
        });
  const { data, errors } = JSON.parse((await response.text()) || '{}');
  return {
    status: response.status,
    data,
    code: errors?.[0]?.extensions?.code,
    message: errors?.[0]?.message,
    kept: response.headers.get('cache-control'),
    tag: response.headers.get('etag'),
  };
}

let count = 0;
/** A query that nobody has sent before. */
const newQuery = (): string => {
  count += 1;
  return `query Q${count}($id: ID!) { node(id: $id) { id } }`;
};
const variables = { id: 'org_changan' };
const answer = { status: 200, data: { node: { id: 'org_changan' } } };

test.each(['GET', 'POST'] as const)(
  'Over %s a hash that is not known is asked for its text, and is enough from then on.',
  async (method) => {
    const query = newQuery();
    const extensions = hashed(sha256(query));
    const unknown = { message: 'PersistedQueryNotFound', code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined };
    expect(await send(method, { extensions, variables })).toMatchObject({ ...unknown, status: 404 });
    // As Apollo’s server does for clients from before the media type.
    expect(
      await send(method, { extensions, variables }, steppe, { accept: 'application/json' }),
    ).toMatchObject({ ...unknown, status: 200 });
    expect(await send(method, { query, extensions, variables })).toMatchObject(answer);
    expect(await send(method, { extensions, variables })).toMatchObject(answer);
    expect(await send(method === 'GET' ? 'POST' : 'GET', { extensions, variables })).toMatchObject(answer);
  },
);

test('Over GET the answer has a tag, by which the hash alone is told to be still good; that it is not known is not kept.', async () => {
  const query = newQuery();
  const extensions = hashed(sha256(query));
  expect(await send('GET', { extensions, variables })).toMatchObject({ kept: 'no-store', tag: null });
  await send('POST', { query, extensions, variables });
  const first = await send('GET', { extensions, variables });
  expect(first.kept).toBe('public, no-cache');
  const headers = { accept, 'if-none-match': first.tag ?? '' };
  expect((await send('GET', { extensions, variables }, steppe, headers)).status).toBe(304);
});

test('A hash that is not the text’s is refused, and remembered for neither.', async () => {
  const [query, other] = [newQuery(), newQuery()];
  const refused = await send('POST', { query, extensions: hashed(sha256(other)), variables });
  expect(refused).toMatchObject({ status: 400, code: 'PERSISTED_QUERY_MISMATCH' });
  expect(refused.message).toContain('is not the SHA-256');
  const shout = await send('POST', { query, extensions: hashed(sha256(query).toUpperCase()), variables });
  expect(shout.code).toBe('PERSISTED_QUERY_MISMATCH');
  for (const text of [query, other])
    expect((await send('POST', { extensions: hashed(sha256(text)), variables })).code).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
});

test.each([
  ['of another version', hashed(sha256('{ __typename }'), 2), 'extensions.persistedQuery.version'],
  ['without a version', { persistedQuery: { sha256Hash: sha256('a') } }, 'extensions.persistedQuery.version'],
  ['without a hash', { persistedQuery: { version: 1 } }, 'extensions.persistedQuery.sha256Hash'],
  ['with a hash that is a list', hashed(['a']), 'extensions.persistedQuery.sha256Hash'],
  ['with a hash of a thousand letters', hashed('a'.repeat(1_000)), 'extensions.persistedQuery.sha256Hash'],
])('A request %s is refused, and told which parameter is wrong.', async (_, extensions, parameter) => {
  for (const method of ['GET', 'POST'] as const) {
    const refused = await send(method, { extensions });
    expect(refused).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(refused.message).toContain(parameter);
  }
});

test('What is not valid, or a mutation over GET, is refused as ever, and not remembered.', async () => {
  const refused: ['GET' | 'POST', string, number][] = [
    ['POST', '{ nothing }', 400],
    ['GET', 'mutation { __typename }', 405],
  ];
  for (const [method, query, status] of refused) {
    const extensions = hashed(sha256(query));
    expect((await send(method, { query, extensions })).status).toBe(status);
    expect((await send('POST', { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  }
});

test('A mutation whose text is remembered is still refused over GET.', async () => {
  const query = 'mutation Remembered { __typename }';
  const extensions = hashed(sha256(query));
  // Without a token it does not come to be executed, but it is valid.
  expect((await send('POST', { query, extensions })).code).toBe('UNAUTHENTICATED');
  expect((await send('GET', { extensions })).status).toBe(405);
});

test('Another server, and one that was started anew, asks for the text once more.', async () => {
  const otherGraph = new Graph(inject('database'), graph.statements, 4);
  const other = await serveFor(otherGraph);
  const query = newQuery();
  const extensions = hashed(sha256(query));
  await send('POST', { query, extensions, variables });
  for (const server of [other, await serveFor(graph)]) {
    expect((await send('GET', { extensions, variables }, server)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await send('GET', { query, extensions, variables }, server)).toMatchObject(answer);
    expect(await send('GET', { extensions, variables }, server)).toMatchObject(answer);
  }
  await otherGraph.close();
});

test('A hash that is asked for again and again is answered in front of Yoga, as its text is.', async () => {
  const query = newQuery();
  const extensions = hashed(sha256(query));
  await send('POST', { query, extensions, variables });
  for (let i = 0; i < 6; i += 1) {
    const asked = { query, variables };
    expect(await send('POST', i % 2 ? asked : { extensions, variables })).toMatchObject(answer);
  }
  const logged = steppe.log.length;
  expect(await send('POST', { extensions, variables })).toMatchObject(answer);
  expect(steppe.log.slice(logged)).toEqual([
    expect.objectContaining({ status: 200, operation: /\w+/.exec(query.slice(6))?.[0], statements: 1 }),
  ]);
});

test('Tables are asked for by a hash too.', async () => {
  const query = '{ sources { nodes { id } } }';
  const extensions = JSON.stringify(hashed(sha256(query)));
  await send('POST', { query, extensions: hashed(sha256(query)) });
  const response = await fetch(`${steppe.endpoint}?${new URLSearchParams({ table: 'csv', extensions })}`);
  expect(await response.text()).toBe('id\r\nsource_kostanay_article\r\n');
});

test('So many bytes are remembered, those asked for last.', () => {
  const remembered = new RememberedQueries(10_000);
  const texts = Array.from({ length: 20 }, (_, i) => String(i).padEnd(1_000, '.'));
  for (const text of texts) {
    remembered.set(sha256(text), text);
    remembered.get(sha256(texts[0] ?? ''));
  }
  expect(remembered.size).toBe(4);
  expect(texts.filter((text) => remembered.get(sha256(text)) === text)).toEqual([
    texts[0],
    ...texts.slice(-3),
  ]);
  remembered.set('big', 'x'.repeat(50_000));
  expect(remembered.size).toBe(0);
});
