import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type SettingName, settingNames, settingsTable } from '../../src/settings.ts';
import type { Steppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor, unreachableGraph } from './graphs.ts';

interface Limit {
  readonly setting: SettingName;
  /** One less than the query asks for. */
  readonly value: number;
  readonly query: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

const listOfThree = '{ entities(first: 3) { nodes { id } } }';
const postedBytes = JSON.stringify({ query: listOfThree, variables: {} }).length;

const limits: readonly Limit[] = [
  {
    setting: 'STEPPE_MAX_PAGE',
    value: 2,
    query: listOfThree,
    extensions: { code: 'BAD_USER_INPUT', argument: 'first', limit: 'page', maximum: 2 },
  },
  {
    setting: 'STEPPE_MAX_DEPTH',
    value: 2,
    query: listOfThree,
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'depth', maximum: 2, measured: 3 },
  },
  {
    setting: 'STEPPE_MAX_ALIASES',
    value: 3,
    query: '{ a: about { c: claimCount } ...F } fragment F on Query { b: about { d: claimCount } }',
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'aliases', maximum: 3, measured: 4 },
  },
  {
    setting: 'STEPPE_MAX_DIRECTIVES',
    value: 1,
    query: '{ about @include(if: true) { claimCount @skip(if: false) } }',
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'directives', maximum: 1, measured: 2 },
  },
  {
    setting: 'STEPPE_MAX_TOKENS',
    value: 5,
    query: '{ about { claimCount } }',
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'tokens', maximum: 5 },
  },
  {
    setting: 'STEPPE_MAX_COST',
    value: 3,
    query: listOfThree,
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 3, measured: 4 },
  },
  {
    setting: 'STEPPE_MAX_BODY_BYTES',
    value: postedBytes - 1,
    query: listOfThree,
    extensions: { code: 'BODY_TOO_LARGE', limit: 'body', maximum: postedBytes - 1 },
  },
];
const limitsTestedElsewhere = [
  'STEPPE_DEFAULT_PAGE',
  'STEPPE_REQUEST_TIMEOUT_MS',
  'STEPPE_MAX_CONNECTIONS',
  // Of tables: test/export.
  'STEPPE_MAX_ROWS',
  'STEPPE_MAX_ROWS_READER',
  'STEPPE_MAX_ROWS_EDITOR',
  // Of subscriptions: live-limits.test.ts.
  'STEPPE_MAX_SUBSCRIPTIONS',
  'STEPPE_MAX_SUBSCRIPTIONS_CLIENT',
  'STEPPE_MAX_BEHIND',
];

let graph: Graph;
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
});
afterAll(() => graph.close());

test('Every limit of the settings is tested.', () => {
  expect([...limits.map(({ setting }) => setting), ...limitsTestedElsewhere].sort()).toEqual(
    settingNames.filter((name) => settingsTable[name].group === 'limits').sort(),
  );
});

// In front of a database that nobody can reach, whatever asks it ends in DATABASE_UNAVAILABLE.
test.each(limits)(
  'Over $setting a query is refused before it reaches Neo4j; at the limit it does.',
  async ({ setting, value, query, extensions }) => {
    const unreachable = await unreachableGraph();
    const tight = await serveFor(unreachable, { [setting]: String(value) });
    const { data, errors } = await tight.ask(query);
    expect(data ?? undefined).toBeUndefined();
    expect(errors?.map((error) => error.extensions)).toEqual([extensions]);
    expect(errors?.[0]?.message).toContain(String(value));

    const wide = await serveFor(unreachable, { [setting]: String(value + 1) });
    const reached = await wide.ask(query);
    expect(reached.errors?.[0]?.extensions?.code).toBe('DATABASE_UNAVAILABLE');
  },
);

test('A page is 100 items at most by default, forward and backward.', async () => {
  const steppe = await serveFor(graph);
  for (const argument of ['first', 'last']) {
    expect((await steppe.ask(`{ entities(${argument}: 100) { nodes { id } } }`)).errors).toBeUndefined();
    const { errors } = await steppe.ask(`{ entities(${argument}: 101) { nodes { id } } }`);
    expect(errors?.[0]?.message).toMatch(new RegExp(`^${argument}: at most 100 items a page; `));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument, maximum: 100 });
  }
});

test('A list without a size has the default page, and costs that.', async () => {
  const query = '{ entities { nodes { id } } }';
  const steppe = await serveFor(graph, { STEPPE_DEFAULT_PAGE: '7', STEPPE_MAX_COST: '8' });
  const { data, extensions } = await steppe.ask<{ entities: { nodes: object[] } }>(
    query,
    {},
    { 'steppe-include': 'cost' },
  );
  expect(data?.entities.nodes).toHaveLength(7);
  expect(extensions?.cost).toEqual({ cost: 8, depth: 3, maximum: 8 });
  const tighter = await serveFor(graph, { STEPPE_DEFAULT_PAGE: '7', STEPPE_MAX_COST: '7' });
  expect((await tighter.ask(query)).errors?.[0]?.extensions).toMatchObject({ limit: 'cost', measured: 8 });
});

function sendChunked(steppe: Steppe, body: ReadableStream<Uint8Array>): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const request: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return fetch(steppe.endpoint, request);
}

test('A body of chunks is refused while it comes, by the whole server.', async () => {
  const steppe = await serveFor(graph, { STEPPE_MAX_BODY_BYTES: '10000' });
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      sent += 1_000;
      controller.enqueue(new Uint8Array(1_000).fill(0x20));
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  });
  const response = await sendChunked(steppe, endless);
  expect(response.status).toBe(413);
  expect(JSON.parse(await response.text()).errors[0].extensions).toEqual({
    code: 'BODY_TOO_LARGE',
    limit: 'body',
    maximum: 10_000,
  });
  expect(sent).toBeLessThan(200_000);
});

test('A body of chunks within the limit is answered.', async () => {
  const steppe = await serveFor(graph);
  const bytes = new TextEncoder().encode(JSON.stringify({ query: listOfThree }));
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 9));
      controller.enqueue(bytes.slice(9));
      controller.close();
    },
  });
  const response = await sendChunked(steppe, chunks);
  expect(JSON.parse(await response.text()).data.entities.nodes).toHaveLength(3);
});
