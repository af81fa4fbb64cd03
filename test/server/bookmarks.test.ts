import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { DatabaseUnavailable } from '../../src/graph/database-errors.ts';
import { Graph } from '../../src/graph/graph.ts';
import { callerOf } from '../auth/callers.ts';
import type { Answer } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { organization, produces } from '../schema/mutations.ts';
import { bookmarkAfter, bookmarkOfAnother } from './bookmark-bytes.ts';
import { serveFor } from './graphs.ts';

const HEADER = 'steppe-bookmark';

const graph = await openTestGraph();
/** What another server, in another process, has: a driver and connections of its own. */
const otherGraph = new Graph(inject('database'), graph.statements, 8);
let editor: Record<string, string>;
beforeAll(async () => {
  editor = (await callerOf(graph, 'editor')).headers;
});
afterAll(async () => {
  await graph.close();
  await otherGraph.close();
});

async function send(
  { endpoint }: { readonly endpoint: string },
  query: string,
  headers: Record<string, string> = {},
  variables: object = {},
): Promise<Answer & { readonly bookmark: string | null }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Omit<Answer, 'status'>;
  return { ...answer, status: response.status, bookmark: response.headers.get(HEADER) };
}

const ASSERT = 'mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { changeNumber } }';
const asserting = (name: string) => ({
  input: { source: { title: `What ${name} makes` }, claims: [produces(organization(name), '700')] },
});
const NAMES = '{ entities(kinds: [ORGANIZATION]) { nodes { name } } }';

/** A bookmark of the tests' database. */
async function lastBookmark(): Promise<string> {
  const given: string[] = [];
  await graph.write(async () => undefined, { onCommit: (bookmarks) => void given.push(...bookmarks) });
  return given.join(',');
}

const twoServers = async () => [await serveFor(graph), await serveFor(otherGraph)] as const;

test('A write through one server answers with a bookmark, and a read or a write that brings it to another comes after it.', async () => {
  const [one, other] = await twoServers();
  const wrote = await send(one, ASSERT, editor, asserting('Kostanay Tractors'));
  expect(wrote).toMatchObject({ status: 200, data: { assertClaims: { changeNumber: 1 } } });
  expect(wrote.bookmark).toMatch(/^FB:/);
  const read = await send(other, NAMES, { [HEADER]: wrote.bookmark ?? '' });
  expect(read).toMatchObject({
    status: 200,
    data: { entities: { nodes: [{ name: 'Kostanay Tractors' }] } },
    bookmark: null,
  });
  const more = await send(
    other,
    ASSERT,
    { ...editor, [HEADER]: wrote.bookmark ?? '' },
    asserting('Saryarka'),
  );
  expect(more.data).toEqual({ assertClaims: { changeNumber: 2 } });
  expect(more.bookmark).not.toBe(wrote.bookmark);

  // Whoever has written through both sends both, in one line or in two.
  const both = await send(one, NAMES, { [HEADER]: `${wrote.bookmark}, ${more.bookmark}` });
  expect(both.data).toEqual({
    entities: { nodes: [{ name: 'Kostanay Tractors' }, { name: 'Saryarka' }] },
  });
});

test('A write that turns out to be nothing new answers with a bookmark all the same: what it says is there may not be everywhere yet.', async () => {
  const [one] = await twoServers();
  const first = await send(one, ASSERT, editor, asserting('Tobol'));
  const again = await send(one, ASSERT, editor, asserting('Tobol'));
  expect(again.data).toEqual({ assertClaims: { changeNumber: null } });
  expect(again.bookmark).toBe(first.bookmark);
});

test('A request whose bookmark is yet to be reached waits until it is.', async () => {
  const [one, other] = await twoServers();
  const bookmark = bookmarkAfter(await lastBookmark(), 1);
  let isAnswered = false;
  const reading = send(other, NAMES, { [HEADER]: bookmark }).finally(() => {
    isAnswered = true;
  });
  await sleep(300);
  expect(isAnswered).toBe(false);
  await send(one, ASSERT, editor, asserting('Rudny Motors'));
  expect(JSON.stringify((await reading).data)).toContain('Rudny Motors');
});

test('A statement waits for its bookmark by itself too, whichever member of a cluster it comes to.', async () => {
  const bookmarks = [bookmarkAfter(await lastBookmark(), 1)];
  const count = { name: 'test', text: 'MATCH (e:Entity) RETURN count(e) AS n' };
  let isAnswered = false;
  const pageLimits = { defaultSize: 20, maxSize: 100 };
  const { reader } = createContext({ graph: otherGraph, pageLimits, timeoutMs: 10_000, bookmarks }).now;
  const reading = reader.read(count, {}).finally(() => {
    isAnswered = true;
  });
  await sleep(300);
  expect(isAnswered).toBe(false);
  const one = await serveFor(graph);
  await send(one, ASSERT, editor, asserting('Lisakovsk Rails'));
  const [row] = await reading;
  const [now] = await graph.read(count, {}, { timeoutMs: 10_000 });
  expect(row?.get('n')).toBe(now?.get('n'));

  const never = [bookmarkAfter(await lastBookmark(), 1_000_000)];
  await expect(otherGraph.read(count, {}, { timeoutMs: 60_000, bookmarks: never })).rejects.toThrow(
    DatabaseUnavailable,
  );
}, 200_000);

test('A bookmark that is never reached is told in half of the request’s time, and others are answered meanwhile, however many wait.', async () => {
  const small = new Graph(inject('database'), graph.statements, 4);
  const steppe = await serveFor(small, { STEPPE_REQUEST_TIMEOUT_MS: '6000' });
  await send(steppe, NAMES);
  const last = await lastBookmark();
  let isTold = false;
  const waiting = Promise.all(
    [...Array(12).keys()].map((i) => send(steppe, NAMES, { [HEADER]: bookmarkAfter(last, 1_000_000 + i) })),
  ).finally(() => {
    isTold = true;
  });
  await sleep(100);
  for (let i = 0; i < 5; i += 1) expect(await send(steppe, NAMES)).toMatchObject({ status: 200 });
  expect(isTold).toBe(false);
  for (const { status, errors, data } of await waiting) {
    expect({ status, data }).toEqual({ status: 503, data: undefined });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(
          /^Steppe-Bookmark: .*did not come there in 3000 ms\. Try again; .* none/,
        ),
        extensions: { code: 'BOOKMARK_NOT_REACHED', header: 'Steppe-Bookmark' },
      },
    ]);
  }
  await expect
    .poll(async () => (await send(steppe, NAMES, { [HEADER]: last })).status, { timeout: 60_000 })
    .toBe(200);
  await small.close();
}, 90_000);

test('What is no bookmark, or one of another database, is refused with the header’s name before anything is asked or written.', async () => {
  const steppe = await serveFor(graph);
  const last = await lastBookmark();
  const bad = {
    nonsense: 'it is no bookmark of Neo4j',
    'FB:': 'it is no bookmark of Neo4j',
    [`${last} ${last}`]: 'it is no bookmark of Neo4j',
    'FB:kcwQkcwQkcwQ': 'it is none that Neo4j can read',
    'neo4j:bookmark:v1:tx42': 'it is no bookmark of Neo4j',
    [bookmarkOfAnother(last)]: 'it is of another database',
    [`${last},${bookmarkOfAnother(last)}`]: 'it is of another database',
    [`FB:${'A'.repeat(3_000)}`]: 'it has 3003 characters, and at most 2048 are read',
  };
  for (const [value, reason] of Object.entries(bad))
    for (const [query, variables] of [
      [NAMES, {}],
      [ASSERT, asserting('Nobody')],
    ] as const)
      expect(await send(steppe, query, { ...editor, [HEADER]: value }, variables)).toEqual({
        status: 400,
        errors: [
          {
            message: `Steppe-Bookmark: ${reason}. Send what a mutation’s answer had in this header, or none.`,
            extensions: { code: 'BAD_REQUEST', header: 'Steppe-Bookmark' },
          },
        ],
        bookmark: null,
      });
  expect(JSON.stringify((await send(steppe, NAMES)).data)).not.toContain('Nobody');
});

test('An empty header is none, and a mutation that is refused answers with none.', async () => {
  const steppe = await serveFor(graph);
  expect(await send(steppe, NAMES, { [HEADER]: '' })).toMatchObject({ status: 200 });
  expect(await send(steppe, ASSERT, {}, asserting('Nobody'))).toMatchObject({ status: 401, bookmark: null });
});

test('A web page of an origin that the settings name may send the header and read it.', async () => {
  const origin = 'http://localhost:5173';
  const steppe = await serveFor(graph, { STEPPE_CORS_ORIGINS: origin });
  const preflight = await fetch(steppe.endpoint, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': `content-type, authorization, ${HEADER}`,
    },
  });
  expect(preflight.headers.get('access-control-allow-headers')).toContain(HEADER);
  const answer = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', ...editor },
    body: JSON.stringify({ query: ASSERT, variables: asserting('Zhitikara Buses') }),
  });
  expect(answer.headers.get(HEADER)).toMatch(/^FB:/);
  expect(answer.headers.get('access-control-expose-headers')?.toLowerCase().split(/, */)).toContain(HEADER);
});
