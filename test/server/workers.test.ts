import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { halfRequest } from '../cli/half-request.ts';
import { outputOf, refusalOf, runSteppe } from '../cli/run-steppe.ts';
import { type ServerProcess, startServer } from '../cli/server-process.ts';
import { openTestGraph } from '../database/test-graph.ts';

/** The tests' Neo4j by an address that asks for a routing table, as that of a cluster does. */
const { uri, password } = inject('database');
const database = { NEO4J_URI: uri.replace(/^bolt:/, 'neo4j:'), NEO4J_PASSWORD: password };

beforeAll(async () => {
  await (await openTestGraph()).close();
});

/** A server of two workers, what it logs from now on, and the pids of the workers there are. */
async function serveWorkers(more: Record<string, string> = {}) {
  const server = await startServer({ ...database, STEPPE_WORKERS: '2', ...more });
  const output = outputOf(server.child);
  const lines = () =>
    output.stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const [, pids = ''] = /Workers {5}2 \(processes (.+)\)/.exec(server.greeting) ?? [];
  return { ...server, lines, pids: pids.split(', ').map(Number) };
}

const ASK = '{ entity(by: {id: "org_changan"}) { name } }';

/** Asks on a connection of its own: workers take connections, not requests. */
async function ask({ url }: ServerProcess): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query: ASK }),
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
}

/** Asks until each of the two workers that there are now has answered a request. */
async function untilBothAnswer(
  server: ServerProcess & { lines(): Record<string, unknown>[] },
): Promise<void> {
  const whose = () => {
    const lines = server.lines();
    const now = lines.slice(lines.findLastIndex(({ msg }) => msg === 'the worker answers') + 1);
    return [...new Set(now.flatMap(({ msg, worker }) => (msg === 'request' ? [worker] : [])))].toSorted();
  };
  const asked = async () => {
    expect(await ask(server)).toEqual({ data: { entity: { name: 'Changan' } } });
    return whose();
  };
  await expect.poll(asked, { timeout: 30_000, interval: 20 }).toEqual([1, 2]);
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const expectAllGone = async ({ pid, pids }: { readonly pid: number; readonly pids: readonly number[] }) =>
  expect.poll(() => [pid, ...pids].filter(isRunning), { timeout: 10_000 }).toEqual([]);

/** Whether somebody else can have a server's port. */
async function expectPortFree({ url }: ServerProcess): Promise<void> {
  const { port, hostname } = new URL(url);
  const next = createServer();
  await new Promise<void>((resolve, reject) => {
    next.once('error', reject);
    next.listen(Number(port), hostname, resolve);
  });
  await new Promise((resolve) => next.close(resolve));
}

const slow = { timeout: 120_000 };

test(
  'Two workers share the port of one server, on a routing address, and each log line says whose it is.',
  slow,
  async () => {
    const server = await serveWorkers();
    expect(new Set([server.pid, ...server.pids]).size).toBe(3);
    expect(server.pids.map(isRunning)).toEqual([true, true]);
    expect(server.greeting).toContain(`at ${database.NEO4J_URI}, database neo4j`);
    await untilBothAnswer(server);

    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    await expectAllGone(server);
    await expectPortFree(server);
  },
);

test(
  'Another takes the place of a worker that is killed, others answer meanwhile, and the log says how it ended.',
  slow,
  async () => {
    const server = await serveWorkers();
    const [killed = 0, other] = server.pids;
    process.kill(killed, 'SIGKILL');
    const again = () => server.lines().find(({ msg }) => msg === 'the worker answers');
    while (!again()) {
      expect(await ask(server)).toEqual({ data: { entity: { name: 'Changan' } } });
      await sleep(50);
    }
    expect(
      server.lines().find(({ msg }) => msg === 'a worker has ended: another takes its place'),
    ).toMatchObject({
      level: 50,
      worker: 1,
      pid: killed,
      how: 'it was ended by SIGKILL',
    });
    const { pid, worker } = again() ?? {};
    expect(worker).toBe(1);
    expect([killed, other]).not.toContain(pid);
    await untilBothAnswer(server);
    server.child.kill('SIGTERM');
    await server.ended;
    await expectAllGone({ pid: server.pid, pids: [Number(pid), other ?? 0] });
  },
);

test('Where a worker ends again and again, the server says so and ends with code 1.', slow, async () => {
  const server = await serveWorkers();
  let [pid = 0] = server.pids;
  for (let ends = 1; ends < 5; ends += 1) {
    process.kill(pid, 'SIGKILL');
    const answering = () => server.lines().filter(({ msg }) => msg === 'the worker answers');
    await expect.poll(() => answering().length, { timeout: 20_000 }).toBe(ends);
    pid = Number(answering().at(-1)?.pid);
  }
  process.kill(pid, 'SIGKILL');
  expect((await server.ended).code).toBe(1);
  expect(server.lines().at(-1)).toMatchObject({
    level: 60,
    msg: 'Worker 1 ended 5 times, each within 60 s, the last time because it was ended by SIGKILL.',
  });
  await expectAllGone(server);
});

describe('A stop', slow, () => {
  test('lets workers answer what is under way, and takes nothing new.', async () => {
    const server = await serveWorkers();
    const halves = [await halfRequest(server.url), await halfRequest(server.url)];
    server.child.kill('SIGTERM');
    await sleep(500);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow('fetch failed');
    for (const { answer, finish } of halves) {
      finish();
      expect(JSON.parse(await answer)).toEqual({ data: { entity: { name: 'Changan' } } });
    }
    expect((await server.ended).code).toBe(0);
    await expectAllGone(server);
  });

  test('by Ctrl-C, which reaches every process, is one stop.', async () => {
    const server = await serveWorkers();
    process.kill(-server.pid, 'SIGINT');
    expect((await server.ended).code).toBe(0);
    expect(server.lines().map(({ msg }) => msg)).toEqual(['stopping', 'stopped']);
    await expectAllGone(server);
  });

  test('by SIGKILL of the first process leaves no worker behind.', async () => {
    const server = await serveWorkers();
    server.child.kill('SIGKILL');
    await expectAllGone(server);
    await expectPortFree(server);
  });

  test('of one worker by SIGTERM lets it answer first; then another takes its place.', async () => {
    const server = await serveWorkers();
    const halves = [await halfRequest(server.url), await halfRequest(server.url)];
    process.kill(server.pids[1] ?? 0, 'SIGTERM');
    await sleep(300);
    for (const { answer, finish } of halves) {
      finish();
      expect(JSON.parse(await answer)).toEqual({ data: { entity: { name: 'Changan' } } });
    }
    await expect
      .poll(() => server.lines().flatMap(({ how, worker }) => (how ? [[worker, how]] : [])), {
        timeout: 10_000,
      })
      .toEqual([[2, 'it ended by itself with code 0']]);
  });
});

test('A worker that does not come to answer ends the start, which says how it ended.', slow, async () => {
  const NODE_OPTIONS = `--import "data:text/javascript,process.env.STEPPE_WORKER_NUMBER==='2'&&process.exit(3)"`;
  const refused = await runSteppe(['serve', '--workers', '2'], { ...database, NODE_OPTIONS });
  expect(refusalOf(refused)).toBe(
    'Worker 2 did not come to answer: it ended by itself with code 3. See what it said above.',
  );
});

test(
  'A number of workers that is none, or more than the machine has processors for, is told.',
  slow,
  async () => {
    for (const workers of ['0', 'two', '1.5'])
      expect(refusalOf(await runSteppe(['serve', '--workers', workers], database))).toBe(
        `STEPPE_WORKERS: "${workers}" is not usable: it must be a whole number, 1 or more. Processes that answer at one address: one for each processor is the most that helps.`,
      );
    expect(refusalOf(await runSteppe(['serve'], { ...database, STEPPE_WORKERS: '100000' }))).toMatch(
      /^STEPPE_WORKERS: 100000 are more than \d+, 4 for each processor of this machine: .* \(\d+\) is the most that helps\.$/,
    );
  },
);
