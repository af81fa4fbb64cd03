import { type ChildProcess, execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { isAlive, runningProcess } from '../../src/engine/processes.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { runningDatabase } from '../../src/engine/running-database.ts';
import { query } from './query.ts';
import { refusal } from './refusal.ts';
import { launchServer, startServerProcess } from './server-process.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

const timeout = 120_000;

/** Ports that were free when they were looked for and that another program has now. */
const takenPorts: number[] = vi.hoisted(() => []);
vi.mock('../../src/engine/free-port.ts', async (original) => {
  const { freePort } = await original<typeof import('../../src/engine/free-port.ts')>();
  return { freePort: async () => takenPorts.pop() ?? freePort() };
});

async function startEmbedded(dataFolder: string, env: Record<string, string> = {}): Promise<Database> {
  const database = await findDatabase(settingsFor(dataFolder, env), silentProgress);
  onTestFinished(() => database.stop());
  return database;
}

/** Waits for a process to end, for as long as a stop takes. */
async function hasEnded(pid: number, patienceMs = 15_000): Promise<boolean> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(50))
    if (!(await runningProcess(pid))) return true;
  return false;
}

const neo4jPidOf = ({ description }: { description: string }): number =>
  Number(/process (\d+)/.exec(description)?.[1]);

describe('the embedded Neo4j', () => {
  it('keeps its data over a stop, listens on this machine only, and keeps its password to its owner', {
    timeout,
  }, async () => {
    const folder = temporaryFolder();
    const first = await startEmbedded(folder);
    expect(first).toMatchObject({ origin: 'embedded', username: 'neo4j', database: 'neo4j' });
    expect(first.description).toMatch(/^Neo4j 5\.26\.\d+ community/);
    expect(new URL(first.uri).hostname).toBe('127.0.0.1');
    await query(first, 'CREATE (:Plant {name: "Kostanay"})');

    await expect(query({ ...first, password: 'neo4j' }, 'RETURN 1')).rejects.toThrow(/unauthorized/i);
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    for (const setting of ['server.http.enabled', 'server.https.enabled', 'dbms.usage_report.enabled'])
      expect(await query(first, `SHOW SETTINGS "${setting}" YIELD value RETURN value`)).toEqual(['false']);
    if (process.platform === 'linux') {
      const sockets = execFileSync('ss', ['-Htlnp'], { encoding: 'utf8' }).split('\n');
      const ours = sockets.filter((line) => line.includes(`pid=${neo4jPidOf(first)},`));
      expect(ours.map((line) => line.trim().split(/\s+/)[3])).toEqual([
        expect.stringMatching(/^(\[::ffff:)?127\.0\.0\.1\]?:\d+$/),
      ]);
      const commandLine = (await runningProcess(neo4jPidOf(first)))?.commandLine;
      expect(commandLine).not.toContain(first.password);
    }

    await Promise.all([first.stop(), first.stop()]);
    expect(await runningProcess(neo4jPidOf(first))).toBeNull();
    expect(readdirSync(folder).sort()).toEqual(['neo4j', 'password']);
    const second = await startEmbedded(folder);
    expect(second.password).toBe(first.password);
    expect(await query(second, 'MATCH (p:Plant) RETURN p.name')).toEqual(['Kostanay']);
  });

  it('refuses a second server on its data, naming the first, and lets a command use it meanwhile', {
    timeout,
  }, async () => {
    const folder = temporaryFolder();
    expect(await runningDatabase(settingsFor(folder))).toBeNull();
    const first = await startServerProcess(folder);
    expect(await refusal(settingsFor(folder))).toBe(
      `Another Steppe (process ${first.child.pid}) uses the data folder ${folder}: stop it, or give this one a folder of its own with STEPPE_DATA_DIR.`,
    );
    const running = await runningDatabase(settingsFor(folder));
    expect(running && (await query(running, 'RETURN 1'))).toEqual([1]);
    await running?.stop();
    expect(await query(first.database, 'RETURN 1')).toEqual([1]);
  });

  it('takes another port when another Neo4j has come on its own meanwhile, and never asks that one', {
    timeout,
  }, async () => {
    const other = await startEmbedded(temporaryFolder());
    takenPorts.push(Number(new URL(other.uri).port));
    const folder = temporaryFolder();
    const database = await startEmbedded(folder);
    expect(takenPorts).toEqual([]);
    expect(database.uri).not.toBe(other.uri);
    expect(database.password).not.toBe(other.password);
    expect(await query(database, 'RETURN 1')).toEqual([1]);
    // Wrong passwords would have locked it for a while.
    expect(await query(other, 'RETURN 1')).toEqual([1]);
  });

  it('ends when its server is killed, and the next start has the data', { timeout }, async () => {
    const folder = temporaryFolder();
    const { child, database, neo4jPid } = await startServerProcess(folder);
    await query(database, 'CREATE (:Plant {name: "Kostanay"})');
    child.kill('SIGKILL');
    expect(await hasEnded(neo4jPid)).toBe(true);
    // It was asked to stop, not cut off.
    expect(readFileSync(join(folder, 'neo4j', 'console.log'), 'utf8').trimEnd()).toMatch(/Stopped\.$/);
    const next = await startEmbedded(folder);
    expect(await query(next, 'MATCH (p:Plant) RETURN p.name')).toEqual(['Kostanay']);
  });

  it('that is left behind is found and ended by the next start', { timeout }, async () => {
    const folder = temporaryFolder();
    const { child, database, neo4jPid } = await startServerProcess(folder);
    await query(database, 'CREATE (:Plant {name: "Kostanay"})');
    const neo4j = await runningProcess(neo4jPid);
    if (!neo4j) throw new Error('Neo4j is not there');
    // A stopped process hears no SIGTERM of the watchdog's until it goes on.
    process.kill(neo4jPid, 'SIGSTOP');
    child.kill('SIGKILL');
    await sleep(500);
    expect(await isAlive(neo4j)).toBe(true);
    const steps: string[] = [];
    const starting = findDatabase(settingsFor(folder), {
      update: (step) => steps.push(step),
      done: () => undefined,
    });
    onTestFinished(async () => (await starting).stop());
    await sleep(1_000);
    process.kill(neo4jPid, 'SIGCONT');
    expect(await query(await starting, 'MATCH (p:Plant) RETURN p.name')).toEqual(['Kostanay']);
    expect(steps[0]).toContain(`left behind (process ${neo4jPid})`);
    expect(await isAlive(neo4j)).toBe(false);
  });

  it('recovers what was written before it and its server were cut off', { timeout }, async () => {
    const folder = temporaryFolder();
    const { child, database, neo4jPid } = await startServerProcess(folder);
    await query(database, 'UNWIND range(1, 1000) AS n CREATE (:Plant {n: n})');
    child.kill('SIGKILL');
    process.kill(neo4jPid, 'SIGKILL');
    expect(await hasEnded(child.pid ?? 0)).toBe(true);
    expect(await hasEnded(neo4jPid)).toBe(true);
    const next = await startEmbedded(folder);
    expect(await query(next, 'MATCH (p:Plant) RETURN count(p)')).toEqual([1000]);
  });

  /** Everything at once, as in a power cut: the watchdog and Java are in process groups of their own. */
  async function cutOff(child: ChildProcess, folder: string): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const recorded = readdirSync(folder).includes('neo4j.process.json')
      ? JSON.parse(readFileSync(join(folder, 'neo4j.process.json'), 'utf8'))
      : null;
    if (recorded) process.kill(recorded.pid, 'SIGKILL');
  }

  it('can be cut off at any time of its first start', { timeout: 240_000 }, async () => {
    for (const afterMs of [1_200, 3_000, 5_000]) {
      const folder = temporaryFolder();
      const child = launchServer(folder);
      await sleep(afterMs);
      await cutOff(child, folder);
      const database = await findDatabase(settingsFor(folder), silentProgress);
      expect(await query(database, 'RETURN 1')).toEqual([1]);
      await database.stop();
    }
  });

  /** The process that gives a new graph its password. */
  function passwordGiver(folder: string): number | null {
    const processes = execFileSync('ps', ['-ww', '-e', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    const found = processes.find((line) => line.includes('set-initial-password') && line.includes(folder));
    return found === undefined ? null : Number.parseInt(found, 10);
  }

  it('has its own password though a start that was cut off was giving it one, and comes late', {
    timeout,
  }, async () => {
    const folder = temporaryFolder();
    const child = launchServer(folder);
    const late = await vi.waitUntil(() => passwordGiver(folder), { timeout, interval: 5 });
    process.kill(late, 'SIGSTOP');
    await cutOff(child, folder);
    const starting = startEmbedded(folder);
    await vi.waitUntil(() => existsSync(join(folder, 'neo4j', 'console.log')), { timeout, interval: 5 });
    process.kill(late, 'SIGCONT');
    expect(await query(await starting, 'RETURN 1')).toEqual([1]);
    expect(await hasEnded(late)).toBe(true);
  });

  it('makes its databases anew when it was cut off while it made them, and never once it had answered', {
    timeout,
  }, async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'neo4j', 'data');
    const child = launchServer(folder);
    await vi.waitUntil(() => existsSync(join(data, 'databases', 'neo4j', 'neostore')), {
      timeout,
      interval: 5,
    });
    await cutOff(child, folder);
    // What is sometimes left then: databases without the logs that they would be recovered from.
    rmSync(join(data, 'transactions'), { recursive: true, force: true });
    const first = await startEmbedded(folder);
    await query(first, 'CREATE (:Plant {name: "Kostanay"})');
    await first.stop();

    rmSync(join(data, 'transactions'), { recursive: true });
    expect(await refusal(settingsFor(folder))).toMatch(
      /^The embedded Neo4j did not start \(.*[Tt]ransaction logs/,
    );
    expect(existsSync(join(data, 'databases', 'neo4j', 'neostore'))).toBe(true);
  });

  it('says what is wrong with data it cannot open', { timeout }, async () => {
    const folder = temporaryFolder();
    await (await startEmbedded(folder)).stop();
    const databases = join(folder, 'neo4j', 'data', 'databases');
    const intact = readFileSync(join(databases, 'neo4j', 'neostore'));

    truncateSync(join(databases, 'neo4j', 'neostore'), 100);
    expect(await refusal(settingsFor(folder))).toMatch(
      /^Neo4j cannot open the graph in .* \(.*\)\. Put a backup of .* back/,
    );
    writeFileSync(join(databases, 'neo4j', 'neostore'), intact);

    const password = join(folder, 'password');
    renameSync(password, `${password}.kept`);
    expect(await refusal(settingsFor(folder))).toMatch(
      /^The password of the graph in .* is lost: put the file .* back/,
    );
    writeFileSync(password, 'another-password\n');
    expect(await refusal(settingsFor(folder))).toMatch(
      /^The graph in .* has another password than the one in/,
    );
    renameSync(`${password}.kept`, password);

    truncateSync(join(databases, 'system', 'neostore'), 100);
    expect(await refusal(settingsFor(folder))).toMatch(
      /^The embedded Neo4j did not start \(.*\)\. All it said is in .*console\.log/,
    );
    rmSync(join(folder, 'neo4j'), { recursive: true });
    expect(await query(await startEmbedded(folder), 'RETURN 1')).toEqual([1]);
  });

  it('says how to give it memory that it can run with', { timeout }, async () => {
    for (const [name, mb] of [
      ['STEPPE_HEAP_MB', '900000000'],
      ['STEPPE_HEAP_MB', '4'],
      ['STEPPE_PAGE_CACHE_MB', '900000000'],
    ] as const)
      expect(await refusal(settingsFor(temporaryFolder(), { [name]: mb }))).toMatch(
        /^The embedded Neo4j cannot run with the memory it was given\. Set STEPPE_HEAP_MB .* and STEPPE_PAGE_CACHE_MB/,
      );
  });

  it('keeps as much of the graph in memory as the settings say', { timeout }, async () => {
    const database = await startEmbedded(temporaryFolder(), { STEPPE_PAGE_CACHE_MB: '96' });
    expect(
      await query(database, "SHOW SETTINGS 'server.memory.pagecache.size' YIELD value RETURN value"),
    ).toEqual(['96.00MiB']);
  });
});
