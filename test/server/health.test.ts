import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { runCypher } from '../database/empty-graph.ts';
import type { Steppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { serveFor, unreachableGraph } from './graphs.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

async function ready(steppe: Steppe) {
  const response = await fetch(`${steppe.url}/health/ready`);
  return { status: response.status, ...JSON.parse(await response.text()) };
}
const live = async (steppe: Steppe) => (await fetch(`${steppe.url}/health/live`)).status;

test('A server whose database answers and is up to date is live and ready.', async () => {
  const steppe = await serveFor(graph);
  expect(await live(steppe)).toBe(200);
  expect(await ready(steppe)).toEqual({ status: 200, ready: true });
});

test('A server whose database does not answer is live, but not ready, and says why without an address.', async () => {
  const steppe = await serveFor(await unreachableGraph());
  expect(await live(steppe)).toBe(200);
  expect(await ready(steppe)).toEqual({ status: 503, ready: false, reason: 'The database does not answer.' });
});

test('A server is not ready while a migration is not applied, and is when it has been.', async () => {
  const steppe = await serveFor(graph);
  const [note] = await runCypher(
    graph,
    'MATCH (m:Migration {number: 2}) WITH m, properties(m) AS note DELETE m RETURN note',
  );
  try {
    expect(await ready(steppe)).toEqual({
      status: 503,
      ready: false,
      reason: 'Migrations are not applied: run `steppe migrate`.',
    });
    expect(await live(steppe)).toBe(200);
  } finally {
    await runCypher(graph, 'CREATE (m:Migration) SET m = $note', { note });
  }
  expect((await ready(steppe)).ready).toBe(true);
});

test('A server is not ready while an index is missing that its lists lean on.', async () => {
  const steppe = await serveFor(graph);
  const change = (text: string) => graph.runSchema({ name: 'test', text });
  const [made] = await graph.read(
    {
      name: 'test',
      text: "SHOW INDEXES YIELD name, createStatement WHERE name = 'source_key' RETURN createStatement",
    },
    {},
    { timeoutMs: 10_000 },
  );
  await change('DROP INDEX source_key');
  try {
    expect(await ready(steppe)).toMatchObject({
      status: 503,
      reason: 'Indexes are not online: source_key.',
    });
  } finally {
    await change(String(made?.get('createStatement')));
    await change('CALL db.awaitIndexes(30)');
  }
  expect((await ready(steppe)).ready).toBe(true);
});

test('The answer of a probe is not kept by anyone in between.', async () => {
  const response = await fetch(`${(await serveFor(graph)).url}/health/ready`);
  expect(response.headers.get('cache-control')).toBe('no-store');
});
