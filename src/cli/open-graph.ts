import { join } from 'node:path';
import type { Database } from '../engine/database.ts';
import { findDatabase } from '../engine/find-database.ts';
import { terminalProgress } from '../engine/progress.ts';
import { runningDatabase } from '../engine/running-database.ts';
import { Graph, type GraphAddress } from '../graph/graph.ts';
import { Statements } from '../graph/statements.ts';
import { projectRoot } from '../project-root.ts';
import type { Settings } from '../settings.ts';
import { exitAfter, onStopSignal } from './stop-signal.ts';

const note = (text: string): void => console.error(text);

export const progress = terminalProgress(process.stderr);

/** Finds a database as a server does, telling on standard error what takes time. */
export const openDatabase = (settings: Settings): Promise<Database> => findDatabase(settings, progress, note);

export const openGraph = (database: GraphAddress, settings: Settings): Graph =>
  new Graph(database, new Statements(join(projectRoot, 'cypher')), settings.STEPPE_POOL_SIZE);

/** Runs a part of a command that ends by itself, soon, once it is told to stop; the rest of a command is cut off. */
export type Gently = <T>(part: (stopping: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Runs a command on the graph: the one that a server has running on the data folder, else one started for the command.
 * After a signal to stop, the process ends with code 130.
 */
export async function withGraph(
  settings: Settings,
  work: (graph: Graph, gently: Gently) => Promise<void>,
): Promise<void> {
  const database = (await runningDatabase(settings)) ?? (await openDatabase(settings));
  const graph = openGraph(database, settings);
  const close = async (): Promise<void> => {
    await graph.close();
    await database.stop();
  };
  const stopping = new AbortController();
  let isGentle = false;
  const endBy = async (signal: NodeJS.Signals): Promise<void> => {
    await close();
    exitAfter(signal, 130);
  };
  const forget = onStopSignal((signal) => {
    stopping.abort(signal);
    if (!isGentle) void endBy(signal);
  });
  const gently: Gently = async (part) => {
    isGentle = true;
    const result = await part(stopping.signal).finally(() => {
      isGentle = false;
    });
    if (stopping.signal.aborted) await endBy(stopping.signal.reason);
    return result;
  };
  try {
    await work(graph, gently);
  } finally {
    forget();
    await close();
  }
}
