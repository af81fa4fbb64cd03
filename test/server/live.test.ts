import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { claim, source } from '../ingest/claims-file-of.ts';
import { EventReader, until } from './event-reader.ts';
import { follow, serveLive } from './live-graph.ts';
import { changeSomething, loadLines } from './small-graph.ts';

// A busy machine is slow.
vi.setConfig({ testTimeout: 120_000 });

const { graph, steppe } = await serveLive({ STEPPE_HEARTBEAT_MS: '200' });

/** The same graph as another server process sees it: a driver of its own, and no nudge. */
function otherProcess(): Graph {
  const other = new Graph(inject('database'), new Statements('cypher'), 4);
  onTestFinished(() => other.close());
  return other;
}

test('Every change is told, in order, each with its number as the event’s id, whichever process made it.', async () => {
  const reader = await follow(steppe.endpoint);
  const other = otherProcess();
  const made: number[] = [];
  for (let i = 0; i < 6; i++) made.push(await changeSomething(i % 2 === 0 ? graph : other));
  await until(() => reader.told.length >= made.length);
  expect(reader.numbers).toEqual(made);
  expect(reader.received.map(({ id, event }) => [event, Number(id)])).toEqual(
    made.map((number) => ['next', number]),
  );
  expect(reader.told[0]).toMatchObject({
    factCount: 1,
    facts: [
      {
        kind: 'ADDED',
        fact: { predicate: 'PRODUCES', subject: { id: 'org_a' }, object: { id: 'product_p' } },
      },
    ],
  });
  expect(reader.response?.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
});

test('A GET does as well, as EventSource sends it.', async () => {
  const response = await fetch(
    `${steppe.endpoint}?query=${encodeURIComponent('subscription { factsChanged { change { number } } }')}`,
    { headers: { accept: 'text/event-stream' } },
  );
  expect(response.status).toBe(200);
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => body?.cancel());
  expect((await body?.read())?.value).toMatch(/^retry: 2000\nid: \d+\n\n$/);
  const number = await changeSomething(graph);
  let text = '';
  while (!text.includes('event: next')) text += (await body?.read())?.value ?? '';
  expect(text).toContain(
    `id: ${number}\nevent: next\ndata: {"data":{"factsChanged":{"change":{"number":${number}}}}}\n\n`,
  );
});

test('Whoever reads, and subscribes since the change read, misses nothing in between.', async () => {
  const { about } = await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  const made = [await changeSomething(graph), await changeSomething(graph), await changeSomething(graph)];
  const reader = await follow(steppe.endpoint, { variables: { since: about.changeNumber } });
  made.push(await changeSomething(graph));
  await until(() => reader.told.length >= made.length);
  expect(reader.numbers).toEqual(made);
});

test('Cut off again and again while others write, a reader that sends Last-Event-ID is told each change once, in order.', async () => {
  const { about } = await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  const other = otherProcess();
  const made: number[] = [];
  let isWriting = true;
  const writing = (async () => {
    for (let i = 0; i < 30; i++) made.push(await changeSomething(i % 3 === 0 ? other : graph));
    isWriting = false;
  })();
  const told: number[] = [];
  let cuts = 0;
  let lastEventId = String(about.changeNumber);
  const isAllTold = (): boolean => !isWriting && told.at(-1) === made.at(-1);
  while (!isAllTold()) {
    const reader = new EventReader(steppe.endpoint, { headers: { 'last-event-id': lastEventId } });
    await reader.open();
    const patience = 20 + Math.random() * 150;
    const end = performance.now() + patience;
    await until(() => performance.now() > end || (!isWriting && reader.numbers.at(-1) === made.at(-1)));
    // What is cut off on its way was not seen: only whole events are counted.
    reader.cut();
    cuts += 1;
    told.push(...reader.numbers);
    lastEventId = reader.lastId ?? lastEventId;
    if (cuts > 500) throw new Error(`told ${told} of ${made}`);
  }
  await writing;
  expect(told).toEqual(made);
  expect(cuts).toBeGreaterThan(3);
});

test('Hundreds of changes at once are told to whoever takes them, live and from their beginning: nobody is dropped for the server’s own pace.', async () => {
  const patient = await startSteppe(graph, { STEPPE_MAX_BEHIND: '4', STEPPE_REQUEST_TIMEOUT_MS: '120000' });
  onTestFinished(() => patient.close(1_000));
  const live = await follow(patient.endpoint);
  const since = Number(live.lastId);
  const numbers = Array.from({ length: 200 }, (_, i) => since + 1 + i);
  await runCypher(
    graph,
    `MATCH (g:Graph {id: 'graph'}) SET g.changeNumber = toInteger($last) WITH g
     UNWIND $numbers AS number CREATE (:Change {number: toInteger(number), at: g.changedAt})`,
    { numbers, last: since + 200 },
  );
  // It asks for less, and so overtakes the other.
  const later = await follow(patient.endpoint, {
    query: `subscription ($since: Int) { factsChanged(since: $since) { change { number } } }`,
    variables: { since },
  });
  await until(() => [live, later].every(({ isEnded, told }) => isEnded || told.length >= 200));
  expect([live.numbers, later.numbers]).toEqual([numbers, numbers]);
});

test('While nothing that is asked about happens, signs of life carry how far the reader is.', async () => {
  const reader = await follow(steppe.endpoint, { variables: { predicates: ['OWNS'] } });
  const number = await changeSomething(graph);
  await until(() => reader.lastId === String(number));
  expect(reader.received).toEqual([]);
});

test('A subscription lasts longer than a request may take.', async () => {
  const hasty = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '1500' });
  onTestFinished(() => hasty.close(1_000));
  const reader = await follow(hasty.endpoint);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const number = await changeSomething(graph);
  await until(() => reader.told.length > 0);
  expect(reader.numbers).toEqual([number]);
  expect(reader.results[0]?.errors).toBeUndefined();
});

test('A change of thousands of facts is one event of a page, with the count of all; the rest is read in pages.', async () => {
  const reader = await follow(steppe.endpoint);
  const narrow = await follow(steppe.endpoint, { variables: { entities: ['org_b'] } });
  const claims = Array.from({ length: 2_000 }, (_, i) =>
    claim(i < 1_990 ? 'org_a' : 'org_b', 'PRODUCES', 'product_p', { period: String(3000 + i) }),
  );
  const { changeNumber } = await loadLines(graph, source('one'), ...claims);
  await until(() => reader.told.length > 0 && narrow.told.length > 0);
  expect(reader.told).toMatchObject([{ change: { number: changeNumber }, factCount: 2_000 }]);
  expect(reader.told[0]?.facts).toHaveLength(20);
  expect(narrow.told).toMatchObject([{ factCount: 10 }]);
  expect(narrow.told[0]?.facts).toHaveLength(10);
  const { changes } = await steppe.data<{
    changes: { nodes: [{ facts: { totalCount: number; nodes: object[] } }] };
  }>(
    `{ changes(since: ${Number(changeNumber) - 1}) { nodes { facts(first: 100) { totalCount nodes { factId } } } } }`,
  );
  expect(changes.nodes[0].facts.totalCount).toBe(2_000);
  expect(changes.nodes[0].facts.nodes).toHaveLength(100);
});
