import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileDatabase, startFileDatabase } from '../engine/file-database.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { halfRequest } from './half-request.ts';
import { refusalOf, runSteppe } from './run-steppe.ts';
import { startServer } from './server-process.ts';

let shared: FileDatabase;
beforeAll(async () => {
  shared = await startFileDatabase();
});
afterAll(() => shared.end());

/** A server on the file's Neo4j: it is up in a second or two. */
const serve = (more: Record<string, string> = {}) =>
  startServer({ NEO4J_URI: shared.database.uri, NEO4J_PASSWORD: shared.database.password, ...more });

test('A server greets with its address, its Neo4j and a query that answers who makes what and who says so', async () => {
  const server = await serve();
  expect(server.greeting).toMatch(/^Steppe is ready\.$/m);
  expect(server.greeting).toContain(
    `Database    Neo4j 5.26.30 community at ${shared.database.uri}, database neo4j`,
  );
  expect(server.greeting).not.toContain(shared.database.password);
  const [, endpoint = '', contentType = '', body = ''] =
    /curl -s (\S+) -H '([^']+)' -d '([^']+)'/.exec(server.greeting) ?? [];
  expect(endpoint).toBe(`${server.url}/graphql`);
  expect(contentType).toBe('Content-Type: application/json');
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(endpoint, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ entity: { name: 'Kostanay' } });
  expect(JSON.stringify(data)).toMatch(/"capacity":\{"amount":"50000","unit":"[^"]+","bound":"AT_MOST"\}/);
  expect(JSON.stringify(data)).toMatch(/"sha256":"[0-9a-f]{64}"/);
  const health = await fetch(`${server.url}/health/ready`);
  expect([health.status, await health.json()]).toEqual([200, { ready: true }]);
});

test('SIGTERM lets a request under way be answered, takes no new one, and ends with code 0', async () => {
  const server = await serve();
  const { answer, finish } = await halfRequest(server.url);
  server.child.kill('SIGTERM');
  await sleep(500);
  await expect(fetch(`${server.url}/health/live`)).rejects.toThrow('fetch failed');
  expect(server.child.exitCode).toBeNull();
  finish();
  expect(JSON.parse(await answer)).toEqual({ data: { entity: { name: 'Changan' } } });
  const answeredAt = Date.now();
  const { code, stderr } = await server.ended;
  expect(code).toBe(0);
  expect(stderr).toMatch(/"signal":"SIGTERM","msg":"stopping"[\s\S]*"msg":"stopped"/);
  expect(Date.now() - answeredAt).toBeLessThan(4_500);
});

test('A server behind a proxy that is told to stop says first that it is not ready, and answers on while the proxy comes to know', async () => {
  const server = await serve({ STEPPE_DRAIN_MS: '1500' });
  const stoppedAt = Date.now();
  server.child.kill('SIGTERM');
  await expect
    .poll(async () => {
      const health = await fetch(`${server.url}/health/ready`);
      return [health.status, await health.json()];
    })
    .toEqual([503, { ready: false, reason: 'The server is stopping.' }]);
  const live = await fetch(`${server.url}/graphql?query={__typename}`);
  expect(await live.json()).toEqual({ data: { __typename: 'Query' } });
  expect((await server.ended).code).toBe(0);
  expect(Date.now() - stoppedAt).toBeGreaterThan(1_500);
});

test('Connections without a request, used before or opened in advance, do not hold SIGINT up', async () => {
  const server = await serve();
  const { port, hostname } = new URL(server.url);
  const unused = connect(Number(port), hostname);
  await new Promise((resolve) => unused.once('connect', resolve));
  await (await fetch(`${server.url}/health/live`)).text();
  const askedAt = Date.now();
  server.child.kill('SIGINT');
  expect((await server.ended).code).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(4_500);
});

test('A request that does not come to its end is cut off when its time is up', async () => {
  const server = await serve({ STEPPE_REQUEST_TIMEOUT_MS: '500' });
  const { answer } = await halfRequest(server.url);
  const cutOff = expect(answer).rejects.toThrow(/socket hang up|ECONNRESET/);
  const askedAt = Date.now();
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(9_000);
  await cutOff;
});

test('Two signals that come as one do not cut a stop short; one that comes later does', async () => {
  const server = await serve();
  const { answer, finish } = await halfRequest(server.url);
  server.child.kill('SIGINT');
  server.child.kill('SIGINT');
  await sleep(300);
  finish();
  expect(await answer).toContain('"data"');
  expect((await server.ended).code).toBe(0);

  const other = await serve();
  const lost = (await halfRequest(other.url)).answer.catch(() => 'lost');
  other.child.kill('SIGINT');
  await sleep(1_300);
  other.child.kill('SIGINT');
  expect((await other.ended).code).toBe(1);
  expect(await lost).toBe('lost');
});

test('A port that is taken is told before a database is looked for', async () => {
  const { port } = new URL((await serve()).url);
  const STEPPE_DATA_DIR = join(temporaryFolder(), 'data');
  const refusal = refusalOf(await runSteppe(['serve'], { PORT: port, STEPPE_DATA_DIR }));
  expect(refusal).toBe(
    `Port ${port} at 127.0.0.1 is taken by another program: stop it, or choose another port with PORT (0 takes a free one).`,
  );
  expect(existsSync(STEPPE_DATA_DIR)).toBe(false);
});

test('An address that is not this machine’s is told with the setting to correct', async () => {
  for (const HOST of ['192.0.2.1', 'nowhere.invalid'])
    expect(refusalOf(await runSteppe(['serve'], { HOST }))).toMatch(
      /^Cannot listen at \S+:0 \(E\w+\): set HOST to an address of this machine, and PORT\.$/,
    );
});
