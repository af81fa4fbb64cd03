import { expect, test, vi } from 'vitest';
import { startSteppe } from '../database/steppe.ts';
import { until } from './event-reader.ts';
import { serveFor, unreachableGraph } from './graphs.ts';
import { follow, serveLive } from './live-graph.ts';
import { changeSomething } from './small-graph.ts';

// A busy machine is slow.
vi.setConfig({ testTimeout: 120_000 });

const { graph, steppe } = await serveLive();

test('A server that stops sends its readers away without an end, and another goes on where they were.', async () => {
  const leaving = await startSteppe(graph);
  const reader = await follow(leaving.endpoint);
  const told = await changeSomething(graph);
  await until(() => reader.told.length === 1);
  const start = performance.now();
  await leaving.close(10_000);
  expect(performance.now() - start).toBeLessThan(3_000);
  await until(() => reader.isEnded);
  expect(reader.text).toMatch(/\n\nretry: \d{3,4}\n\n$/);
  // An answer that ends as it should, just behind an event, has graphql-sse wait for ever in a browser.
  expect(reader.response?.complete).toBe(false);
  expect(reader.received.map(({ event }) => event)).toEqual(['next']);
  const missed = await changeSomething(graph);
  const again = await follow(steppe.endpoint, { headers: { 'last-event-id': reader.lastId ?? '' } });
  await until(() => again.told.length === 1);
  expect([...reader.numbers, ...again.numbers]).toEqual([told, missed]);
});

test('Who comes while the database is away is told so in a comment, and sent away to come again.', async () => {
  const reader = await follow((await serveFor(await unreachableGraph())).endpoint);
  await until(() => reader.isEnded);
  expect(reader.response?.statusCode).toBe(200);
  expect(reader.text).toMatch(/^: The database does not answer at the moment\. .*\nretry: \d{3,4}\n\n$/);
  expect(reader.response?.complete).toBe(false);
});
