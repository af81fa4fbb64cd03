import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { Progress } from './database.ts';
import type { EmbeddedLayout } from './layout.ts';
import { readIfThere, writePrivateFile } from './private-file.ts';
import { endProcess, type ProcessIdentity, parseIdentity, runningProcess } from './processes.ts';
import { startProblem } from './start-problem.ts';
import { endWithThisProcess } from './watchdog.ts';

const MAIN_CLASS = 'org.neo4j.server.CommunityEntryPoint';
/** A checkpoint of a big graph on a slow disk takes its time; what is cut off is recovered at the next start. */
const STOP_PATIENCE_MS = 60_000;

/** From Neo4j's own neo4j.conf: the packages it reaches into, and what makes its network buffers cheap. */
const JVM_OPTIONS = [
  ...['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Djdk.nio.maxCachedBufferSize=1024',
  '-Dlog4j2.disable.jmx=true',
  '-XX:+UseG1GC',
  // A Neo4j without memory answers nothing and never ends.
  '-XX:+ExitOnOutOfMemoryError',
];

/** A Neo4j that was started for us. */
export interface Neo4jProcess {
  readonly pid: number;
  /** Settles when it has ended, with how. */
  readonly ended: Promise<string>;
  /** Lets it put its data in order; settles when it has ended. */
  stop(): Promise<void>;
}

/** @returns settles with a clause that says how the child ended. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be run: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal ? `it was ended by ${signal}` : `exit code ${code}`));
  });
}

/**
 * Starts Neo4j as a child process that ends when this one does.
 * @param java the program; @param lib the folder of Neo4j's jars.
 */
export async function startNeo4j(
  layout: EmbeddedLayout,
  { java, lib, heapMb, env }: { java: string; lib: string; heapMb: number; env: NodeJS.ProcessEnv },
): Promise<Neo4jProcess> {
  const log = openSync(layout.consoleLog, 'w', 0o600);
  const child = spawn(
    java,
    [
      `-Xms${Math.min(256, heapMb)}m`,
      `-Xmx${heapMb}m`,
      ...JVM_OPTIONS,
      '-cp',
      join(lib, '*'),
      MAIN_CLASS,
      `--home-dir=${layout.home}`,
      `--config-dir=${layout.conf}`,
      // It then says on its output what is wrong, and not only in its log.
      '--console-mode',
    ],
    {
      stdio: ['ignore', log, log],
      env,
      // Where Java puts its report should it crash.
      cwd: layout.home,
      // In a process group of its own: Ctrl-C in a terminal reaches us alone, and requests can be answered to the end.
      detached: true,
    },
  );
  closeSync(log);
  const ended = endOf(child);
  endWithThisProcess(child);
  child.unref();
  const identity = child.pid === undefined ? null : await runningProcess(child.pid);
  // It ended before it could be looked at, and has said why; or was not started at all.
  if (!identity) {
    const how = await ended;
    throw new OperatorError(
      child.pid === undefined ? `Java (${java}) could not be started: ${how}.` : startProblem(layout, how),
    );
  }
  writePrivateFile(layout.processFile, JSON.stringify({ pid: identity.pid, started: identity.started }));
  return {
    pid: identity.pid,
    ended,
    stop: async () => {
      await endProcess(identity, STOP_PATIENCE_MS);
      rmSync(layout.processFile, { force: true });
    },
  };
}

/** The Neo4j that a killed server has left running on a data folder, or null. */
async function leftover(layout: EmbeddedLayout): Promise<ProcessIdentity | null> {
  const recorded = parseIdentity(readIfThere(layout.processFile));
  const running = recorded && (await runningProcess(recorded.pid));
  const isOurs =
    running?.started === recorded?.started &&
    running?.commandLine.includes(MAIN_CLASS) &&
    running.commandLine.includes(`--home-dir=${layout.home} `);
  return isOurs ? recorded : null;
}

/** Ends a Neo4j that a killed server has left running, once it is surely that. */
export async function endLeftover(layout: EmbeddedLayout, progress: Progress): Promise<void> {
  const process = await leftover(layout);
  if (process) {
    progress.update(`Stopping a Neo4j that an earlier server has left behind (process ${process.pid})`);
    await endProcess(process, STOP_PATIENCE_MS);
  }
  rmSync(layout.processFile, { force: true });
}
