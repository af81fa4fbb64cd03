import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashOf } from '../../src/auth/secret.ts';
import { revokeToken } from '../../src/auth/tokens.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { countNodes, runCypher } from '../database/empty-graph.ts';
import type { Steppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { ASSERT, assertClaims, type Headers, produces } from '../schema/mutations.ts';
import { serveFor, unreachableGraph } from '../server/graphs.ts';
import { callerOf } from './callers.ts';

/** Who may read, who may write, and what those are told who may not. */
let graph: Graph;
let open: Steppe;
const callers: Record<string, Headers> = {};
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
  for (const role of ['reader', 'editor', 'admin'] as const)
    callers[role] = (await callerOf(graph, role)).headers;
});
beforeEach(async () => {
  open = await serveFor(graph);
});
afterAll(() => graph.close());

const READ = '{ node(id: "org_changan") { id } }';
const found = { node: { id: 'org_changan' } };
const claim = (amount: string) => produces({ id: 'org_allurgroup' }, amount);
const input = { source: { title: 'Report' }, claims: [claim('1')] };

/** An answer with the header by which a client learns what is asked of it. */
async function challenge(steppe: Steppe, query: string, headers: Headers, variables: object = {}) {
  const response = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: object }[] };
  return { status: response.status, asks: response.headers.get('www-authenticate'), data, errors };
}

test('Where reading is open, everybody reads, with a token or without.', async () => {
  for (const headers of [{}, ...Object.values(callers)])
    expect(await open.ask(READ, {}, headers)).toEqual({ status: 200, data: found });
});

test('Where reading is closed, whoever has a token reads; others are told 401 before their query is looked at.', async () => {
  const closed = await serveFor(graph, { STEPPE_READ: 'token' });
  for (const headers of Object.values(callers))
    expect(await closed.ask(READ, {}, headers)).toEqual({ status: 200, data: found });
  for (const query of [READ, '{ nothing }', '{', '{ __schema { types { name } } }']) {
    const { errors, ...refused } = await challenge(closed, query, {});
    expect(refused).toEqual({ status: 401, asks: 'Bearer realm="steppe"' });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
  const get = await fetch(`${closed.endpoint}?query=${encodeURIComponent(READ)}`);
  expect(get.status).toBe(401);
});

test('Where reading is closed, probes and GraphiQL’s page are still there.', async () => {
  const closed = await serveFor(graph, { STEPPE_READ: 'token' });
  expect((await fetch(`${closed.url}/health/ready`)).status).toBe(200);
  const page = await fetch(closed.endpoint, { headers: { accept: 'text/html' } });
  expect(page.headers.get('www-authenticate')).toBeNull();
});

test.each(['editor', 'admin'])('An %s writes.', async (role) => {
  const { newClaimIds } = await assertClaims(
    open,
    callers[role] ?? {},
    { title: `Report of an ${role}` },
    claim(role === 'admin' ? '2' : '3'),
  );
  expect(newClaimIds).toHaveLength(1);
});

test('A reader writes nothing: 403, in every field that writes.', async () => {
  const nodes = await countNodes(graph);
  for (const [query, variables] of [
    [ASSERT, { input }],
    ['mutation { setRank(input: {claims: ["claim_x"], rank: NORMAL}) { claimIds } }', {}],
    ['mutation { retractClaims(input: {source: "source_x", claims: ["claim_x"]}) { claimIds } }', {}],
    ['mutation { putEntity(input: {kind: PRODUCT, names: [{text: "x"}]}) { isNew } }', {}],
    ['mutation { __typename }', {}],
  ] as const) {
    const { status, errors } = await challenge(open, query, callers.reader ?? {}, variables);
    expect(status).toBe(403);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  expect(await countNodes(graph)).toBe(nodes);
});

test('Without a token nothing is written: 401, and how to ask.', async () => {
  const nodes = await countNodes(graph);
  const { errors, ...refused } = await challenge(open, ASSERT, {}, { input });
  expect(refused).toEqual({ status: 401, asks: 'Bearer realm="steppe"', data: undefined });
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(await countNodes(graph)).toBe(nodes);
});

test.each([
  ['of nobody', 'Bearer steppe_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['of another kind', 'Bearer sesame'],
  ['that is the hash of a good one', () => `Bearer ${hashOf(callers.editor?.authorization?.slice(7) ?? '')}`],
  ['with a letter too many', () => `${callers.editor?.authorization}A`],
  ['with a letter in another case', () => callers.editor?.authorization?.replace('steppe_', 'Steppe_') ?? ''],
])('A token %s is refused, for reading too.', async (_what, given) => {
  const authorization = typeof given === 'string' ? given : given();
  const { errors, ...refused } = await challenge(open, READ, { authorization });
  expect(refused).toEqual({
    status: 401,
    asks: 'Bearer realm="steppe", error="invalid_token"',
    data: undefined,
  });
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

test('The scheme may be in small letters; another scheme is not ours and counts as no token.', async () => {
  const authorization = callers.editor?.authorization?.replace('Bearer', 'bearer ') ?? '';
  expect((await open.ask('mutation { __typename }', {}, { authorization })).status).toBe(200);
  expect((await open.ask(READ, {}, { authorization: 'Basic c2VzYW1l' })).data).toEqual(found);
  expect((await open.ask(ASSERT, { input }, { authorization: 'Basic c2VzYW1l' })).status).toBe(401);
});

test('A token that has expired is refused and says when it did; one that has not yet is good.', async () => {
  const past = new Date(Date.now() - 1_000).toISOString();
  const { headers } = await callerOf(graph, 'admin', { expiresAt: past });
  const { status, errors } = await challenge(open, READ, headers);
  expect(status).toBe(401);
  expect(errors).toMatchObject([{ message: expect.stringContaining(`expired at ${past}`) }]);
  const later = await callerOf(graph, 'editor', { expiresAt: new Date(Date.now() + 60_000).toISOString() });
  expect((await open.ask('mutation { __typename }', {}, later.headers)).data).toEqual({
    __typename: 'Mutation',
  });
});

test('A token expires while a server runs.', async () => {
  const { headers } = await callerOf(graph, 'reader', {
    expiresAt: new Date(Date.now() + 1_500).toISOString(),
  });
  expect((await open.ask(READ, {}, headers)).status).toBe(200);
  await expect.poll(async () => (await open.ask(READ, {}, headers)).status, { timeout: 10_000 }).toBe(401);
});

test('A token that is revoked is refused from the next request on.', async () => {
  const { id, headers } = await callerOf(graph, 'editor');
  expect((await open.ask('mutation { __typename }', {}, headers)).status).toBe(200);
  await revokeToken(graph, id);
  const { status, errors } = await challenge(open, READ, headers);
  expect(status).toBe(401);
  expect(errors).toMatchObject([{ message: expect.stringContaining('revoked') }]);
});

test('The graph holds no token, only its hash.', async () => {
  const { secret } = await callerOf(graph, 'editor');
  const tokens = await runCypher(graph, 'MATCH (n) RETURN properties(n)');
  expect(JSON.stringify(tokens)).not.toContain(secret.slice('steppe_'.length));
  expect(JSON.stringify(tokens)).toContain(hashOf(secret));
});

test('No token and nothing of what is written comes into the log, whatever becomes of the request.', async () => {
  const { id, secret, headers } = await callerOf(graph, 'editor');
  const variables = { input: { source: { title: 'sesame-1' }, claims: [claim('4')] } };
  await open.ask(ASSERT, variables, headers);
  await open.ask(
    ASSERT,
    { input: { ...variables.input, claims: [produces({ id: 'org_sesame' }, '4')] } },
    headers,
  );
  await open.ask(ASSERT, { input: 'sesame-2' }, headers);
  await revokeToken(graph, id);
  await open.ask(ASSERT, variables, headers);
  expect(open.log.map(({ errors }) => errors)).toEqual([
    undefined,
    ['BAD_USER_INPUT'],
    ['BAD_USER_INPUT'],
    ['UNAUTHENTICATED'],
  ]);
  const log = JSON.stringify(open.log);
  expect(log).not.toMatch(/sesame|steppe_/);
  expect(log).not.toContain(secret.slice(-20));
});

test('Who recorded a claim is told to admins, and to nobody else.', async () => {
  const { id, headers } = await callerOf(graph, 'editor', { name: 'Reading room' });
  const { claimIds } = await assertClaims(open, headers, { title: 'Recorded' }, claim('5'));
  const ask = async (as: Headers): Promise<unknown> =>
    (
      await open.ask(
        'query ($id: ID!) { node(id: $id) { ... on Claim { recordedBy { tokenId name } } } }',
        { id: claimIds[0] },
        as,
      )
    ).data;
  expect(await ask(callers.admin ?? {})).toEqual({
    node: { recordedBy: { tokenId: id, name: 'Reading room' } },
  });
  for (const as of [{}, callers.reader, callers.editor, headers])
    expect(await ask(as ?? {})).toEqual({ node: { recordedBy: null } });
  const { data } = await open.ask<{
    claims: { nodes: { recordedBy: object | null; source: { id: string } }[] };
  }>('{ claims(first: 100) { nodes { recordedBy { name } source { id } } } }', {}, callers.admin);
  const ofFile = data?.claims.nodes.filter(({ source }) => source.id === 'source_kostanay_article') ?? [];
  expect(ofFile.length).toBeGreaterThan(10);
  expect(ofFile.every(({ recordedBy }) => recordedBy === null)).toBe(true);
});

test('Nothing is written over GET, with a form or in plain text, even with a token.', async () => {
  const nodes = await countNodes(graph);
  const query = 'mutation { putEntity(input: {kind: PRODUCT, names: [{text: "x"}]}) { isNew } }';
  const headers = callers.editor ?? {};
  expect((await fetch(`${open.endpoint}?query=${encodeURIComponent(query)}`, { headers })).status).toBe(405);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await fetch(open.endpoint, {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body: JSON.stringify({ query }),
    });
    expect(response.status).toBe(415);
  }
  expect(await countNodes(graph)).toBe(nodes);
});

test('A cookie and a parameter are no token.', async () => {
  const secret = callers.editor?.authorization?.slice('Bearer '.length);
  expect(
    (await open.ask(ASSERT, { input }, { cookie: `token=${secret}; authorization=Bearer ${secret}` })).status,
  ).toBe(401);
  const response = await fetch(`${open.endpoint}?access_token=${secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: ASSERT, variables: { input } }),
  });
  expect(response.status).toBe(401);
});

test('A database that does not answer is not mistaken for a bad token.', async () => {
  const steppe = await serveFor(await unreachableGraph());
  const { status, errors } = await challenge(steppe, READ, callers.editor ?? {});
  expect(status).toBe(503);
  expect(errors).toMatchObject([{ extensions: { code: 'DATABASE_UNAVAILABLE' } }]);
});

test('A page of an origin that is let in may send a token; one of another may not.', async () => {
  const steppe = await serveFor(graph, { STEPPE_CORS_ORIGINS: 'https://desk.example' });
  const preflight = async (origin: string) => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const response = await fetch(steppe.endpoint, { method: 'OPTIONS', headers });
    const allowed = response.headers.get('access-control-allow-origin') === origin;
    return { allowed, headers: response.headers.get('access-control-allow-headers') };
  };
  expect(await preflight('https://desk.example')).toEqual({
    allowed: true,
    headers: expect.stringContaining('authorization'),
  });
  expect((await preflight('https://elsewhere.example')).allowed).toBe(false);
});
