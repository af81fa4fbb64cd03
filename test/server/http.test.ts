import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

let graph: Graph;
let steppe: Steppe;
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const audits = serverAudits({ url: () => steppe.endpoint });

test('The audit of GraphQL over HTTP is whole: it has 61 questions.', () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('Audit %s: %s', async (_, __, fn) => {
  const result = await fn();
  expect(result.status, 'reason' in result ? result.reason : undefined).toBe('ok');
});

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body,
  });
const codeOf = async (response: Response): Promise<unknown> =>
  JSON.parse(await response.text()).errors?.[0]?.extensions?.code;

test('A query over GET is answered with its variables and the operation it names.', async () => {
  const url = new URL(steppe.endpoint);
  url.searchParams.set(
    'query',
    'query A($id: ID!) { node(id: $id) { id } } query B { about { claimCount } }',
  );
  url.searchParams.set('variables', JSON.stringify({ id: 'org_changan' }));
  url.searchParams.set('operationName', 'A');
  const response = await fetch(url, { headers: { accept: 'application/graphql-response+json' } });
  expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  expect(await response.json()).toEqual({ data: { node: { id: 'org_changan' } } });
});

test('Over GET nothing can be changed, and variables that are no JSON are refused as such.', async () => {
  const get = (search: string) =>
    fetch(`${steppe.endpoint}?${search}`, { headers: { accept: 'application/graphql-response+json' } });
  expect((await get('query=mutation{a}')).status).toBe(405);
  const response = await get('query={__typename}&variables={a');
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toBe('BAD_REQUEST');
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/graphql',
  'application/json; charset=utf-16',
])('A body of %s is not read.', async (type) => {
  const response = await post('{"query":"{ __typename }"}', { 'content-type': type });
  expect(response.status).toBe(415);
  expect(await codeOf(response)).toBe('UNSUPPORTED_MEDIA_TYPE');
});

test.each([
  ['application/json;q=0.1, application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json;q=0.1, application/json', 'application/json'],
  ['application/graphql-response+json;q=0, application/*', 'application/json'],
  ['application/graphql-response+json; charset=UTF-8, */*;q=0.1', 'application/graphql-response+json'],
  ['text/html, */*;q=0.8', 'application/json'],
  ['text/csv;q=0.5, application/json', 'application/json'],
  ['text/csv;q=0.5, */*', 'application/json'],
  ['text/event-stream;q=0.2, application/json', 'application/json'],
])('Who accepts %s gets %s, however often it is asked.', async (accept, type) => {
  for (let i = 0; i < 4; i += 1) {
    const response = await post('{"query":"{ about { claimCount } }"}', { accept });
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(await response.json()).toHaveProperty('data.about.claimCount');
  }
});

test.each([
  'text/html',
  'application/xml, image/*',
  'application/json;q=0',
  'application/json;charset=utf-16',
])('Who accepts %s alone is told what there is, and nothing is executed.', async (accept) => {
  const before = steppe.log.length;
  const response = await post('{"query":"{ about { claimCount } }"}', { accept });
  expect(response.status).toBe(406);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toMatchObject({
    errors: [
      {
        message: expect.stringContaining('application/json or application/graphql-response+json'),
        extensions: { code: 'NOT_ACCEPTABLE', available: expect.arrayContaining(['text/csv']) },
      },
    ],
  });
  const [line] = steppe.log.slice(before);
  expect(line).toMatchObject({ status: 406 });
  expect(line).not.toHaveProperty('operation');
});

test('A table that the address names is had whatever is accepted.', async () => {
  const url = `${steppe.endpoint}?table=csv&query={places{nodes{id}}}`;
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  expect(response.headers.get('content-type')).toContain('text/csv');
});

test('A compressed body is refused as such.', async () => {
  const response = await post('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' });
  expect(response.status).toBe(415);
});

test('A content type is the same in capital letters.', async () => {
  const response = await post('{"query":"{ __typename }"}', {
    'content-type': 'Application/JSON; Charset="UTF-8"',
  });
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

test.each([
  ['nothing', ''],
  ['half of an object', '{"query":'],
  ['null', 'null'],
  ['a batch', '[{"query":"{ __typename }"}]'],
  ['no batch', '[]'],
  ['a query that is a number', '{"query":1}'],
  ['variables that are a list', '{"query":"{ __typename }","variables":[1]}'],
  ['a parameter nobody knows', '{"query":"{ __typename }","__proto__":{"query":"{ a }"}}'],
])('A body that is %s is refused, and its text is not sent back.', async (_, body) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(JSON.parse(text).errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  expect(text).not.toContain('typename');
});

test('Bytes that are not UTF-8 are refused, not replaced.', async () => {
  const body = Buffer.from('{"query":"{ entity(by: {name: \\"\xff\xfe\\"}) { id } }"}', 'latin1');
  const response = await post(Uint8Array.from(body));
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toBe('BAD_REQUEST');
});

test.each(['__proto__', 'constructor', 'toString', 'a\u0000b', '\ud800', "a' OR 1=1 //", '*:*'])(
  'An id, a name and a search for %j find nothing and break nothing.',
  async (text) => {
    const data = await steppe.data<{ node: null; nodes: null[]; entity: null; search: { nodes: object[] } }>(
      'query ($id: ID!, $text: String!) { node(id: $id) { id } nodes(ids: [$id]) { id } entity(by: {name: $text}) { id } search(text: $text) { nodes { id } } }',
      { id: text, text },
    );
    expect(data).toMatchObject({ node: null, nodes: [null], entity: null });
    expect(Object(Object.prototype)).not.toHaveProperty('polluted');
  },
);

test('A variable named as every object’s own is a variable like others.', async () => {
  const query = 'query ($__proto__: Int) { entities(first: $__proto__) { nodes { id } } }';
  const response = await post(`{"query":${JSON.stringify(query)},"variables":{"__proto__":{"polluted":1}}}`);
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toBe('BAD_USER_INPUT');
  expect({}).not.toHaveProperty('polluted');
});

test('A path beside the endpoint’s is answered 404, and says where GraphQL is.', async () => {
  for (const path of [
    '/',
    '/nothing',
    '/graphql/nothing',
    '/health',
    '/graphql/../package.json',
    '//graphql',
  ]) {
    const response = await fetch(steppe.url + path);
    expect(response.status, path).toBe(404);
    expect(await response.text(), path).toContain('/graphql');
  }
});

test('A browser that names no path is led to GraphiQL.', async () => {
  const response = await fetch(steppe.url, { headers: { accept: 'text/html, */*' }, redirect: 'manual' });
  expect(response.status).toBe(302);
  expect(new URL(response.headers.get('location') ?? '', steppe.url).href).toBe(steppe.endpoint);
});

test('No other page may read an answer: nothing is allowed across origins.', async () => {
  const response = await fetch(`${steppe.endpoint}?query={__typename}`, {
    headers: { origin: 'https://elsewhere.example' },
  });
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('Headers beyond 16 KB are refused, and the server goes on.', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(steppe.endpoint, { headers: { 'x-large': 'a'.repeat(20_000) } }, (response) =>
      resolve(response.resume().statusCode),
    );
    request.on('error', reject).end();
  });
  expect(status).toBe(431);
  expect((await steppe.ask('{ __typename }')).status).toBe(200);
});

/** The first line of the answer to a request as it is written here. */
const statusLineOf = (text: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(steppe.url).port), '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0]);
      socket.destroy();
    });
    socket.once('error', reject);
  });

test.each([
  ['a Host with a blank', 'GET /graphql HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['a Host with a port beyond all', 'GET /graphql HTTP/1.1\r\nHost: a:99999999\r\n\r\n'],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['half a URL', 'GET http:// HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no Host', 'GET /graphql HTTP/1.1\r\n\r\n'],
  ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00'],
])('A request with %s is a bad request.', async (_, text) => {
  expect(await statusLineOf(text)).toBe('HTTP/1.1 400 Bad Request');
});

test('A request for a whole URL, as proxies send it, is one for its path.', async () => {
  const target = 'http://steppe.example/graphql?query={__typename}';
  expect(await statusLineOf(`GET ${target} HTTP/1.1\r\nHost: steppe.example\r\n\r\n`)).toBe(
    'HTTP/1.1 200 OK',
  );
});
