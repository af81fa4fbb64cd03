import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { BusyPoll, mostPolled } from '../../src/busy-poll.ts';

const ANSWERED_AFTER_MS = 400;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers late, and what asks it. */
async function lateServer(milliseconds: number, most: number): Promise<() => Promise<void>> {
  const server = createServer((_, response) => setTimeout(() => response.end('late'), ANSWERED_AFTER_MS));
  new BusyPoll(milliseconds, most).watch(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return () =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, agent: false }, (response) =>
        response.resume().once('close', resolve),
      ).once('error', reject);
    });
}

/** Which part of the time the event loop did not sleep, while something is waited for. */
async function awakeDuring(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).utilization;
}

test('While one request is under way it looks for the answer all the time, and sleeps when there is none.', async () => {
  const ask = await lateServer(1_000, 1);
  expect(await awakeDuring(ask)).toBeGreaterThan(0.8);
  expect(await awakeDuring(() => sleep(ANSWERED_AFTER_MS))).toBeLessThan(0.5);
});

test('It looks no longer than it is told, from the beginning of a request on.', async () => {
  const ask = await lateServer(4, 1);
  await ask();
  expect(await awakeDuring(ask)).toBeLessThan(0.5);
});

test('Where more requests are under way than there are processors for, it sleeps, and for a while after that.', async () => {
  const ask = await lateServer(1_000, 1);
  const two = (): Promise<unknown> => Promise.all([ask(), ask()]);
  await two();
  expect(await awakeDuring(two)).toBeLessThan(0.5);
  await sleep(150);
  expect(await awakeDuring(ask)).toBeGreaterThan(0.8);
});

test('Told not to, or with one processor, it always sleeps.', async () => {
  for (const ask of [await lateServer(0, 1), await lateServer(1_000, mostPolled(1, 1))]) {
    await ask();
    expect(await awakeDuring(ask)).toBeLessThan(0.5);
  }
});

test('Workers share the processors, and leave one of each to the database.', () => {
  expect([mostPolled(1, 2), mostPolled(1, 8), mostPolled(2, 8), mostPolled(8, 8), mostPolled(3, 2)]).toEqual([
    1, 7, 3, 0, -1,
  ]);
});
