import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openTestGraph } from '../database/test-graph.ts';
import { serveFor } from './graphs.ts';
import { follow } from './live-graph.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

const portOf = (url: string): number => Number(new URL(url).port);

/** A connection that sends the beginning of a body, and no more. */
async function sendSlowly(url: string): Promise<Socket> {
  const socket = connect(portOf(url), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{',
  );
  return socket;
}

const QUESTION = JSON.stringify({ query: '{ __typename }' });

/** Asks over a connection of an agent. */
const askBy = (agent: Agent, url: string) =>
  new Promise<{ status: number | undefined; body: string; retryAfter: string | undefined }>(
    (resolve, reject) => {
      const asked = request(url, {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      asked.on('error', reject);
      asked.on('response', (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode, body, retryAfter: response.headers['retry-after'] }),
        );
      });
      asked.end(QUESTION);
    },
  );

test('Whoever connects beyond the limit reads why and when to come again; whoever has a connection goes on.', async () => {
  const steppe = await serveFor(graph, { STEPPE_MAX_CONNECTIONS: '3' });
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  const others = new Agent();
  onTestFinished(() => kept.destroy());
  expect((await askBy(kept, steppe.endpoint)).status).toBe(200);
  const slow = [await sendSlowly(steppe.endpoint), await sendSlowly(steppe.endpoint)];
  const refused = await askBy(others, steppe.endpoint);
  expect(refused).toMatchObject({ status: 503, retryAfter: '5' });
  expect(JSON.parse(refused.body)).toEqual({
    errors: [
      {
        message:
          'This server has 3 connections open, the most it takes. Try again in a few seconds, and keep no more open than you use.',
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'connections', maximum: 3 },
      },
    ],
  });
  expect((await askBy(kept, steppe.endpoint)).status).toBe(200);
  // Nothing of the one that was turned away was handled.
  expect(steppe.log.filter(({ msg }) => msg === 'request')).toHaveLength(2);
  for (const socket of slow) socket.destroy();
  await expect.poll(async () => (await askBy(others, steppe.endpoint)).status, { timeout: 5_000 }).toBe(200);
});

test('Bodies that are sent slowly make room when their time is up, and a subscription outlives them.', async () => {
  const steppe = await serveFor(graph, {
    STEPPE_MAX_CONNECTIONS: '3',
    STEPPE_REQUEST_TIMEOUT_MS: '500',
    STEPPE_HEARTBEAT_MS: '200',
  });
  // What nobody has asked before takes longer than that.
  await expect
    .poll(async () => (await steppe.ask('{ about { changeNumber } }')).status, { timeout: 20_000 })
    .toBe(200);
  const reader = await follow(steppe.endpoint);
  const beginning = reader.text.length;
  const socket = await sendSlowly(steppe.endpoint);
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(reader.isEnded).toBe(false);
  await expect.poll(() => reader.text.length, { timeout: 5_000 }).toBeGreaterThan(beginning);
});
