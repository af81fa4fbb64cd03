import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/engine/free-port.ts';
import type { ServerName } from '../workloads/workload.ts';
import type { NodeProgram } from './peer-packages.ts';

/** A server that is measured, a process of its own. */
export interface MeasuredServer {
  readonly name: ServerName;
  /** What it is, with versions, for the results. */
  readonly description: string;
  readonly url: string;
  readonly pid: number;
  /** The database behind it. */
  readonly databasePid: number;
  stop(): Promise<void>;
}

interface Program {
  readonly name: ServerName;
  /** What it is, with versions but Node’s. */
  readonly what: string;
  readonly node: NodeProgram;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What is asked to see whether it is up; one that knows no such path says 404. */
  readonly readyPath: string;
  readonly logFolder: string;
}

/** Building a schema of hundreds of types and planning first statements take their time on a busy machine. */
const START_PATIENCE_MS = 120_000;

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(killing);
}

/**
 * Starts a Node program that listens on 127.0.0.1 at the PORT that it is told, and waits until it is ready. What it prints goes
 * to a file.
 * @throws Error when it ends instead, or takes too long.
 */
export async function startProgram(program: Program): Promise<Omit<MeasuredServer, 'databasePid'>> {
  mkdirSync(program.logFolder, { recursive: true });
  const logFile = join(program.logFolder, `${program.name}.log`);
  const log = openSync(logFile, 'w');
  const port = await freePort();
  const child = spawn(program.node.path, program.args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...program.env, PORT: String(port) },
    stdio: ['ignore', log, log],
  });
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + START_PATIENCE_MS;
  while (!(await isReady(url + program.readyPath))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop(child);
      throw new Error(`${program.name} did not come up: see ${logFile}`);
    }
    await sleep(100);
  }
  const { name, what, node } = program;
  return {
    name,
    description: `${what}, Node ${node.version}`,
    url,
    pid: child.pid ?? 0,
    stop: () => stop(child),
  };
}
