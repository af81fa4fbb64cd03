import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../src/engine/free-port.ts';
import { postgresPrograms, postgresUser, runToEnd } from './programs.ts';

/** A PostgreSQL of the benchmark's own. */
export interface Cluster {
  readonly programs: string;
  readonly description: string;
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const DATABASE = 'graph';

/**
 * Twice the page cache that Neo4j has, and the system's beyond. JIT compiles each plan anew, which short questions do not earn
 * back; nothing is written while it is measured, so nothing is left to do in the background.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '512MB',
  effective_cache_size: '4GB',
  work_mem: '32MB',
  maintenance_work_mem: '512MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  jit: 'off',
  autovacuum: 'off',
  synchronous_commit: 'off',
};

async function isUp(programs: string, port: number): Promise<boolean> {
  return runToEnd(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], {}).then(
    () => true,
    () => false,
  );
}

/** `15.18`, from `postgres (PostgreSQL) 15.18 (Debian …)`. */
const versionOf = (programs: string): string =>
  /[\d.]+/.exec(execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0] ?? '';

async function initialise(programs: string, folder: string): Promise<void> {
  const user = postgresUser();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const args = ['-D', folder, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  // Its own folder: it is told off for one that it may not read.
  await runToEnd(join(programs, 'initdb'), args, { ...user, cwd: folder });
  writeFileSync(
    join(folder, 'postgresql.auto.conf'),
    Object.entries(SETTINGS)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  );
}

/** Starts the cluster in a folder, which is made if it is not there. The folder's parents must let PostgreSQL's user in. */
export async function startCluster(folder: string, logFile: string): Promise<Cluster> {
  const programs = postgresPrograms();
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(programs, folder);
  // What a killed run left; where its process still runs, PostgreSQL itself says so.
  const port = await freePort();
  const log = openSync(logFile, 'w');
  const child = spawn(join(programs, 'postgres'), ['-D', folder, '-p', String(port)], {
    ...postgresUser(),
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  const endWithUs = (): void => void child.kill('SIGQUIT');
  process.once('exit', endWithUs);
  for (let tries = 0; !(await isUp(programs, port)); tries += 1) {
    if (child.exitCode !== null || tries > 300) throw new Error(`PostgreSQL did not come up: see ${logFile}`);
    await sleep(100);
  }
  return {
    programs,
    description: `PostgreSQL ${versionOf(programs)}, shared buffers ${SETTINGS.shared_buffers}`,
    port,
    url: `postgres://postgres@127.0.0.1:${port}/${DATABASE}`,
    pid: child.pid ?? 0,
    stop: async () => {
      process.off('exit', endWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // Fast shutdown: does not wait for clients to go.
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Whether the cluster was filled to the end; a half-filled one is thrown away by `clearCluster`. */
const filledFile = (folder: string): string => `${folder}.filled`;
export const isFilled = (folder: string): boolean => existsSync(filledFile(folder));
export const markFilled = (folder: string): void => writeFileSync(filledFile(folder), '');
export function clearCluster(folder: string): void {
  rmSync(filledFile(folder), { force: true });
  rmSync(folder, { recursive: true, force: true });
}
