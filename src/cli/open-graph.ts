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

/** Runs a command on the graph: the one that a server has running on the data folder, else one started for the command. */
export async function withGraph(settings: Settings, work: (graph: Graph) => Promise<void>): Promise<void> {
  const database = (await runningDatabase(settings)) ?? (await openDatabase(settings));
  const graph = openGraph(database, settings);
  const close = async (): Promise<void> => {
    await graph.close();
    await database.stop();
  };
  const forget = onStopSignal(async (signal) => {
    await close();
    exitAfter(signal, 130);
  });
  try {
    await work(graph);
  } finally {
    forget();
    await close();
  }
}
