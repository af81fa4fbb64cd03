import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { A_SECOND, HOURS, serveFor, slowGraph, slowStatements } from './graphs.ts';

let watcher: Graph;
beforeAll(async () => {
  watcher = await openTestGraph();
});
afterAll(() => watcher.close());

const SLOW = '{ about { claimCount } }';
const untilRunning = () =>
  expect.poll(() => slowStatements(watcher), { timeout: 10_000, interval: 20 }).toBe(1);

test('A server that closes answers the request under way and refuses new ones.', async () => {
  const steppe = await serveFor(await slowGraph(A_SECOND));
  const asked = steppe.ask(SLOW);
  await untilRunning();
  let isAnswered = false;
  void asked.then(() => {
    isAnswered = true;
  });
  const closed = steppe.close(10_000);
  await expect(fetch(`${steppe.url}/health/live`)).rejects.toThrow('fetch failed');
  expect(isAnswered).toBe(false);
  expect(await asked).toMatchObject({ status: 200, data: { about: { claimCount: 0 } } });
  const start = performance.now();
  await closed;
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('A server without requests closes at once, kept-alive connections or not.', async () => {
  const steppe = await serveFor(await slowGraph(1));
  await steppe.ask('{ __typename }');
  const start = performance.now();
  await steppe.close(10_000);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('A request that outlasts the patience is cut, and its statement ends in Neo4j.', async () => {
  const steppe = await serveFor(await slowGraph(HOURS), { STEPPE_REQUEST_TIMEOUT_MS: '600000' });
  const asked = steppe.ask(SLOW);
  const cut = expect(asked).rejects.toThrow();
  await untilRunning();
  const start = performance.now();
  await steppe.close(300);
  expect(performance.now() - start).toBeLessThan(1_500);
  await cut;
  await expect.poll(() => slowStatements(watcher), { timeout: 3_000, interval: 20 }).toBe(0);
});
