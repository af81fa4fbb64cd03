import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prefixed, sha256Of } from '../../src/documents/document-id.ts';
import { listDocuments, putDocuments, removeDocuments } from '../../src/documents/registry.ts';
import { callerOf } from '../auth/callers.ts';
import { refusalOf, runSteppe } from '../cli/run-steppe.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { serveFor } from './graphs.ts';

const graph = await openTestGraph();
const QUERY = 'query Named($id: ID!) { node(id: $id) { id } }';
const HASH = sha256Of(QUERY);
const TWO = 'query One { __typename } query Two { about { claimCount } }';
const MUTATION = 'mutation Put($input: PutEntityInput!) { putEntity(input: $input) { changeNumber } }';
const UNKNOWN = '{ about { sourceCount } }';
let open: Steppe;
let trusted: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  await putDocuments(graph, [
    { id: 'relay1', text: QUERY, operations: ['Named'] },
    { id: null, text: TWO, operations: ['One', 'Two'] },
    { id: 'put', text: MUTATION, operations: ['Put'] },
  ]);
  open = await startSteppe(graph);
  trusted = await startSteppe(graph, { STEPPE_DOCUMENTS: 'trusted' });
});
afterAll(async () => {
  await open.close(0);
  await trusted.close(0);
  await graph.close();
});

const accept = 'application/graphql-response+json';
async function send(
  method: 'GET' | 'POST',
  asked: Record<string, unknown>,
  headers: Record<string, string> = {},
  { endpoint }: Pick<Steppe, 'endpoint'> = trusted,
) {
  const search = new URLSearchParams(
    Object.entries(asked).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const response =
    method === 'GET'
      ? await fetch(`${endpoint}?${search}`, { headers: { accept, ...headers } })
      : await fetch(endpoint, {
          method,
          headers: { 'content-type': 'application/json', accept, ...headers },
          body: JSON.stringify(asked),
        });
  const text = await response.text();
  const { data, errors } = text === '' ? { data: undefined, errors: [] } : JSON.parse(text);
  return {
    status: response.status,
    data,
    errors,
    code: errors?.[0]?.extensions?.code,
    message: errors?.[0]?.message,
    tag: response.headers.get('etag'),
    kept: response.headers.get('cache-control'),
  };
}

const variables = { id: 'org_changan' };
const answer = { status: 200, data: { node: { id: 'org_changan' } } };
const hashed = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

test.each<[string, Record<string, unknown>]>([
  ['documentId, with its method', { documentId: prefixed(HASH) }],
  ['documentId, its hash alone', { documentId: HASH }],
  ['documentId, as its manifest calls it', { documentId: 'relay1' }],
  ['Relay’s id', { id: 'relay1' }],
  ['Relay’s doc_id, beside a query that is null', { doc_id: 'relay1', query: null }],
  ['the hash of automatic persisted queries', { extensions: hashed(HASH) }],
  ['that hash with its text', { extensions: hashed(HASH), query: QUERY }],
  ['its text, to the letter', { query: QUERY }],
  ['two ways that agree', { documentId: HASH, extensions: hashed(HASH) }],
])('A registered document is executed by %s, over POST and GET, trusted or any.', async (_, named) => {
  for (const server of [trusted, open])
    for (const method of ['POST', 'GET'] as const) {
      const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
      const asked = method === 'GET' ? given : named;
      expect(await send(method, { ...asked, variables }, {}, server)).toMatchObject(answer);
    }
});

test('Of a document with several operations the named one is executed.', async () => {
  const documentId = sha256Of(TWO);
  expect((await send('POST', { documentId, operationName: 'One' })).data).toEqual({ __typename: 'Query' });
  expect((await send('POST', { documentId })).code).toBe('OPERATION_RESOLUTION_FAILURE');
});

test.each<[string, Record<string, unknown>, number, string]>([
  ['a text', { query: UNKNOWN }, 403, 'QUERY_NOT_IN_SAFELIST'],
  ['a registered text with a blank more', { query: `${QUERY} `, variables }, 403, 'QUERY_NOT_IN_SAFELIST'],
  ['introspection', { query: getIntrospectionQuery() }, 403, 'QUERY_NOT_IN_SAFELIST'],
  [
    'a text with its hash',
    { query: UNKNOWN, extensions: hashed(sha256Of(UNKNOWN)) },
    403,
    'QUERY_NOT_IN_SAFELIST',
  ],
  ['a hash', { extensions: hashed(sha256Of(UNKNOWN)) }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
  ['an id', { documentId: 'nobody' }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
])(
  'Where only trusted documents are answered, %s that is not registered is refused, and told what to do.',
  async (_, asked, status, code) => {
    for (const method of ['POST', 'GET'] as const) {
      const refused = await send(method, asked);
      expect(refused).toMatchObject({ status, code, data: undefined });
      expect(refused.errors).toHaveLength(1);
      expect(refused.message).toContain('`steppe persist`');
    }
    // Sent again and again it is not answered in front of Yoga either, nor as a table.
    for (let i = 0; i < 5; i += 1) expect((await send('POST', asked)).code).toBe(code);
    expect((await send('GET', { ...asked, table: 'csv' })).status).toBe(status);
  },
);

test('What an editor sends is executed, and is not for others by that; a reader’s token is not enough.', async () => {
  const { headers: editor } = await callerOf(graph, 'editor');
  const { headers: reader } = await callerOf(graph, 'reader');
  const extensions = hashed(sha256Of(UNKNOWN));
  for (let i = 0; i < 5; i += 1)
    expect((await send('POST', { query: UNKNOWN, extensions }, editor)).status).toBe(200);
  expect((await send('POST', { extensions }, editor)).status).toBe(200);
  expect((await send('POST', { query: getIntrospectionQuery() }, editor)).status).toBe(200);
  for (const headers of [{}, reader]) {
    expect((await send('POST', { query: UNKNOWN }, headers)).code).toBe('QUERY_NOT_IN_SAFELIST');
    expect((await send('POST', { extensions }, headers)).status).toBe(403);
    expect((await send('GET', { extensions }, headers)).status).toBe(403);
  }
});

test('A registered mutation needs the token that every mutation needs, and is refused over GET.', async () => {
  expect((await send('POST', { documentId: 'put', variables: { input: {} } })).status).not.toBe(200);
  expect((await send('GET', { documentId: 'put' })).status).toBe(405);
  const { headers } = await callerOf(graph, 'editor');
  const input = { entity: { kind: 'PRODUCT', names: [{ text: 'buses', language: 'en' }] } };
  expect((await send('POST', { documentId: 'put', variables: { input } })).code).toMatch(
    /UNAUTHENTICATED|BAD_USER_INPUT/,
  );
  expect((await send('GET', { documentId: 'put', variables: { input } }, headers)).status).toBe(405);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a document and a text', { documentId: 'relay1', query: QUERY }, 'CANNOT_SEND_PQ_ID_AND_BODY'],
  ['two documents', { documentId: 'relay1', extensions: hashed(sha256Of(TWO)) }, 'BAD_REQUEST'],
  ['two documents of Relay’s', { id: 'relay1', doc_id: 'put' }, 'BAD_REQUEST'],
  ['an id that is a number', { documentId: 7 }, 'BAD_REQUEST'],
  ['an id with a blank', { documentId: 'a b' }, 'BAD_REQUEST'],
  ['a hash in capitals', { documentId: `sha256:${HASH.toUpperCase()}` }, 'BAD_REQUEST'],
  ['no document at all', { variables: {} }, 'BAD_REQUEST'],
])('A request that names %s is refused.', async (_, asked, code) => {
  for (const server of [trusted, open])
    expect(await send('POST', asked, {}, server)).toMatchObject({ status: 400, code });
});

test('A document named again and again is answered in front of Yoga, by one statement.', async () => {
  for (const server of [trusted, open]) {
    for (let i = 0; i < 6; i += 1) await send('POST', { documentId: HASH, variables }, {}, server);
    const logged = server.log.length;
    expect(await send('POST', { documentId: HASH, variables }, {}, server)).toMatchObject(answer);
    expect(server.log.slice(logged)).toEqual([
      expect.objectContaining({ status: 200, operation: 'Named', statements: 1 }),
    ]);
  }
});

test('Over GET the answer of a document has a tag; a table of one too.', async () => {
  const asked = { documentId: HASH, variables };
  const first = await send('GET', asked);
  expect(first.kept).toBe('public, no-cache');
  expect((await send('GET', asked, { 'if-none-match': first.tag ?? '' })).status).toBe(304);
  const text = 'query Sources { sources { nodes { id } } }';
  await putDocuments(graph, [{ id: null, text, operations: ['Sources'] }]);
  const address = `${trusted.endpoint}?${new URLSearchParams({ table: 'csv', documentId: sha256Of(text) })}`;
  const table = await fetch(address);
  expect(await table.text()).toBe('id\r\nsource_kostanay_article\r\n');
  const link = /<(.*?)>/.exec(table.headers.get('link') ?? '')?.[1] ?? '';
  expect((await fetch(new URL(link, trusted.endpoint))).status).toBe(200);
});

test('A document that is taken out of use is refused within five seconds, also by servers that have answered it often.', {
  timeout: 30_000,
}, async () => {
  const text = 'query Gone { about { claimCount } }';
  const [by] = [{ documentId: sha256Of(text) }];
  await putDocuments(graph, [{ id: 'gone', text, operations: ['Gone'] }]);
  const first = await send('GET', by);
  for (let i = 0; i < 6; i += 1) expect((await send('POST', by)).status).toBe(200);
  expect(await removeDocuments(graph, ['gone', 'never'])).toEqual({
    unknown: ['never'],
    removed: [sha256Of(text)],
  });
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  expect((await send('POST', by)).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  expect((await send('POST', { documentId: 'gone' })).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  expect((await send('POST', { query: text })).code).toBe('QUERY_NOT_IN_SAFELIST');
  expect((await send('GET', by, { 'if-none-match': first.tag ?? '' })).status).toBe(404);
});

test('An id stands for one text: another is refused, and nothing of what came with it is kept.', async () => {
  const other = 'query Other { __typename }';
  await expect(
    putDocuments(graph, [
      { id: null, text: other, operations: ['Other'] },
      { id: 'relay1', text: `${other} `, operations: ['Other'] },
    ]),
  ).rejects.toThrow('“relay1” is the id of another document');
  expect((await listDocuments(graph)).map(({ sha256 }) => sha256)).not.toContain(sha256Of(other));
  expect(await putDocuments(graph, [{ id: 'relay1', text: QUERY, operations: ['Named'] }])).toBe(0);
});

test('Where reading needs a token, so does a registered document.', async () => {
  const closed = await serveFor(graph, { STEPPE_DOCUMENTS: 'trusted', STEPPE_READ: 'token' });
  for (const documentId of [HASH, 'nobody'])
    expect((await send('POST', { documentId, variables }, {}, closed)).code).toBe('UNAUTHENTICATED');
  const { headers } = await callerOf(graph, 'reader');
  expect(await send('POST', { documentId: HASH, variables }, headers, closed)).toMatchObject(answer);
});

test('A browser that opens the address of a document is answered, not shown a page.', async () => {
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const response = await fetch(
    `${open.endpoint}?${new URLSearchParams({ documentId: sha256Of(TWO), operationName: 'One' })}`,
    { headers },
  );
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

test('steppe persist registers a folder, lists what there is, and takes it out of use; what is wrong it names and registers nothing.', {
  timeout: 120_000,
}, async () => {
  const { uri, username, password } = inject('database');
  const settings = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
  const persist = (...args: string[]) => runSteppe(['persist', ...args], settings);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'parts'));
  const own = 'query Mine { entity(by: {id: "org_changan"}) { ...Part } }\n';
  const whole = `${own.trimEnd()}\n\nfragment Part on Entity { id name }\n`;
  const listed = 'query Listed { __typename }';
  writeFileSync(join(folder, 'mine.graphql'), own);
  writeFileSync(join(folder, 'parts', 'part.gql'), 'fragment Part on Entity { id name }\n');
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ listed1: listed }));
  writeFileSync(join(folder, 'package.json'), '{"name": "client"}');
  writeFileSync(join(folder, 'tsconfig.json'), '{\n  // strict\n  "strict": true\n}\n');
  symlinkSync(join(folder, 'nowhere.json'), join(folder, 'link.json'));

  const made = await persist(folder);
  expect(made.stderr).toContain('2 documents registered, 2 of them new.');
  expect(made.stderr).toContain('package.json: no manifest, passed over\n');
  expect(made.stderr).toContain('tsconfig.json: no manifest, passed over (this is no JSON: ');
  expect(made.stderr).toContain('link.json: no manifest, passed over (ENOENT');
  expect(refusalOf(await persist(join(folder, 'tsconfig.json')))).toContain('this is no JSON');
  expect(made.stdout.trim().split('\n')).toEqual([
    [prefixed(sha256Of(whole)), 'Mine', '', join(folder, 'mine.graphql')].join('\t'),
    [prefixed(sha256Of(listed)), 'Listed', 'listed1', join(folder, 'manifest.json')].join('\t'),
  ]);
  expect(await send('POST', { documentId: prefixed(sha256Of(whole)) })).toMatchObject({
    data: { entity: { id: 'org_changan', name: 'Changan' } },
  });
  expect((await persist('list')).stdout).toMatch(
    new RegExp(`^${prefixed(sha256Of(listed))}\tListed\tlisted1\t\\d{4}-`, 'm'),
  );
  expect((await persist('remove', 'listed1')).stdout).toBe(
    `${prefixed(sha256Of(listed))} is no longer registered.\n`,
  );
  expect(refusalOf(await persist('remove', 'listed1'))).toContain('No document is registered as listed1');

  const [one, other] = [join(folder, 'one.json'), join(folder, 'other.json')];
  writeFileSync(one, JSON.stringify({ same: listed }));
  writeFileSync(other, JSON.stringify({ same: 'query Other { __typename }' }));
  const twice = refusalOf(await persist(one, other));
  expect(twice).toContain(`${other}:1 (same): this is also the id of another text, at ${one}:1: `);
  expect(twice).not.toContain('persist remove');
  expect((await persist(one)).stderr).toContain('1 document registered, 1 of them new.');
  expect(refusalOf(await persist(other))).toContain(
    `${other}:1: “same” is the id of another document. Nothing was registered. \`steppe persist remove same\` takes that one away`,
  );
  for (const path of [one, other]) rmSync(path);

  writeFileSync(join(folder, 'bad.graphql'), 'query Bad {\n  nothing\n}\n');
  const before = await listDocuments(graph);
  expect(refusalOf(await persist(folder))).toContain(
    `${join(folder, 'bad.graphql')}:2 (column 3): Cannot query field "nothing" on type "Query".`,
  );
  expect(await listDocuments(graph)).toEqual(before);
});
