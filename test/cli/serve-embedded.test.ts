import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive, type ProcessIdentity, runningProcess } from '../../src/engine/processes.ts';
import { programPath } from '../../src/engine/program-path.ts';
import { newFolder } from '../engine/temporary-folder.ts';
import { fromSource, refusalOf, runSteppe } from './run-steppe.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** One data folder for all: what one server leaves behind, the next one has to start from. */
let folder: string;
beforeAll(() => {
  folder = newFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const serve = (command?: readonly string[]): Promise<ServerProcess> =>
  startServer({ STEPPE_DATA_DIR: folder }, command);

async function identityOf(pid: number): Promise<ProcessIdentity> {
  const identity = await runningProcess(pid);
  if (!identity) throw new Error(`process ${pid} is not there`);
  return identity;
}

/** Neo4j was asked to stop and had the time to; nothing is noted of a running server. */
function expectGoodEnd(): void {
  expect(readFileSync(join(folder, 'neo4j', 'console.log'), 'utf8').trimEnd()).toMatch(/Stopped\.$/);
  expect(readdirSync(folder).sort()).toEqual(['neo4j', 'password']);
}

test('A second server on the data folder hears of it, at the same port too; a load meanwhile is served at once', async () => {
  const server = await serve();
  const neo4j = await identityOf(server.neo4jPid);
  expect(server.greeting).toContain(`data in ${join(folder, 'neo4j')}`);
  for (const PORT of ['0', new URL(server.url).port])
    expect(refusalOf(await runSteppe(['serve'], { PORT, STEPPE_DATA_DIR: folder }))).toBe(
      `Another Steppe (process ${server.pid}) uses the data folder ${folder}: stop it, or give this one a folder of its own with STEPPE_DATA_DIR.`,
    );

  const sources = async (): Promise<unknown> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ sources { totalCount } }' }),
    });
    return response.json();
  };
  expect(await sources()).toEqual({ data: { sources: { totalCount: 1 } } });
  const load = await runSteppe(['load', 'data/kostanay-second-source.jsonl'], { STEPPE_DATA_DIR: folder });
  expect(load).toMatchObject({ code: 0, stdout: expect.stringMatching(/claims new/) });
  expect(await sources()).toEqual({ data: { sources: { totalCount: 2 } } });

  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(await isAlive(neo4j)).toBe(false);
  expectGoodEnd();
});

test('A server whose database ends says so and ends with code 1', async () => {
  const server = await serve();
  process.kill(server.neo4jPid, 'SIGKILL');
  const { code, stderr } = await server.ended;
  expect(code).toBe(1);
  expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    level: 60,
    msg: expect.stringMatching(
      /^The embedded Neo4j ended by itself \(it was ended by SIGKILL\): see .*, and start/,
    ),
  });
});

test('A command without a server starts a database, and stops it', async () => {
  const { code, stdout, stderr } = await runSteppe(['load', 'data/kostanay.jsonl'], {
    STEPPE_DATA_DIR: folder,
  });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'data/kostanay.jsonl: nothing new, all of it was there already\n',
  });
  expect(stderr).toMatch(/^Starting Neo4j \S+ Community \(Java \S+\) …\n/);
  expectGoodEnd();
});

test('Ctrl-C under `npm start` ends all in order, though npm passes it on once more', async () => {
  const server = await serve(['npm', 'start']);
  const neo4j = await identityOf(server.neo4jPid);
  process.kill(-server.pid, 'SIGINT');
  const { stderr } = await server.ended;
  expect(stderr).toContain('"msg":"stopped"');
  expect(await isAlive(neo4j)).toBe(false);
  expectGoodEnd();
});

test('SIGTERM to npm alone, which leaves its children behind, ends them in order all the same', async () => {
  const server = await serve(['npm', 'start']);
  const neo4j = await identityOf(server.neo4jPid);
  process.kill(server.pid, 'SIGTERM');
  // The output ends when the last process that writes to it does.
  const { stderr } = await server.ended;
  expect(stderr).toContain('"msg":"stopped"');
  expect(await isAlive(neo4j)).toBe(false);
  expectGoodEnd();
});

test.skipIf(programPath('script', process.env) === null || process.platform !== 'linux')(
  'A terminal that is closed ends all in order',
  async () => {
    const quoted = [process.execPath, ...fromSource, 'serve'].map((word) => `'${word}'`).join(' ');
    const terminal = await serve(['script', '--quiet', '--command', `exec ${quoted}`, '/dev/null']);
    const neo4j = await identityOf(terminal.neo4jPid);
    const server = await identityOf(Number(/^server\.(\d+)\./m.exec(readdirSync(folder).join('\n'))?.[1]));
    process.kill(terminal.pid, 'SIGKILL');
    await expect.poll(() => isAlive(server), { timeout: 20_000 }).toBe(false);
    expect(await isAlive(neo4j)).toBe(false);
    expectGoodEnd();
  },
);
