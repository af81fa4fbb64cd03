import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtGraph } from '../graph/built-graph.ts';
import { versionOf } from '../graph/version.ts';
import { waitUntilIdle } from '../measure/processor-time.ts';
import type { ServerName } from '../workloads/workload.ts';
import { startFloor } from './floor.ts';
import { type BenchDatabase, startNeo4j } from './neo4j.ts';
import { startNeo4jGraphql } from './neo4j-graphql.ts';
import { createPeerIndexes } from './peer-indexes.ts';
import { installPeers, type NodeChoice, nodeOf } from './peer-packages.ts';
import { POSTGRAPHILE_NODE, startPostgraphile } from './postgraphile.ts';
import { type Cluster, clearCluster, isFilled, markFilled, startCluster } from './postgres/cluster.ts';
import { fill, tablesVersion } from './postgres/fill.ts';
import type { MeasuredServer } from './server.ts';
import { startSteppe } from './steppe.ts';

export interface FleetOptions {
  readonly names: readonly ServerName[];
  readonly facts: number;
  readonly seed: number;
  readonly node: NodeChoice;
}

/** All servers that are measured, running on the same data. */
export interface Fleet {
  readonly servers: readonly MeasuredServer[];
  readonly neo4j: BenchDatabase;
  readonly postgres: Cluster | null;
  readonly logFolder: string;
  stop(): Promise<void>;
}

/** Where the user that PostgreSQL runs as can get to, whose home may be closed to it. */
const benchFolder = join(tmpdir(), 'steppe-bench');
const IDLE_PATIENCE_MS = 180_000;

async function startPostgres({ facts, seed }: FleetOptions, logFolder: string): Promise<Cluster> {
  const folder = join(benchFolder, `postgres-${facts}-${seed}-${versionOf(facts, seed)}-${tablesVersion()}`);
  if (!isFilled(folder)) clearCluster(folder);
  const cluster = await startCluster(folder, join(logFolder, 'postgres.log'));
  if (isFilled(folder)) return cluster;
  console.error('Filling PostgreSQL (once for each size)');
  try {
    await fill(cluster, facts, seed);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  markFilled(folder);
  return cluster;
}

/** Starts the databases and the servers, and waits until all of them have nothing left to do. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  mkdirSync(benchFolder, { recursive: true });
  const logFolder = mkdtempSync(join(benchFolder, 'logs-'));
  const { names, facts, seed, node: choice } = options;
  if (names.includes('neo4j-graphql') || names.includes('postgraphile') || choice !== 'own') installPeers();
  const graph = await builtGraph(facts, {
    seed,
    onStep: (step, seconds) => console.error(`The graph: ${step}, ${seconds.toFixed(1)} s`),
  });
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    while (stops.length > 0) await stops.pop()?.();
  };
  const started = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const thing = await starting;
    stops.push(() => thing.stop());
    return thing;
  };
  try {
    const neo4j = await started(startNeo4j(graph.folder));
    if (names.includes('neo4j-graphql')) await createPeerIndexes(neo4j);
    const postgres = names.includes('postgraphile') ? await started(startPostgres(options, logFolder)) : null;
    const starts: Record<ServerName, () => Promise<MeasuredServer>> = {
      steppe: () => startSteppe(neo4j, logFolder, { node: nodeOf(choice) }),
      'neo4j-graphql': () => startNeo4jGraphql(neo4j, logFolder, { node: nodeOf(choice) }),
      postgraphile: () =>
        startPostgraphile(postgres as Cluster, logFolder, { node: nodeOf(choice, POSTGRAPHILE_NODE) }),
      floor: () => startFloor(neo4j, logFolder, nodeOf(choice)),
    };
    const servers: MeasuredServer[] = [];
    for (const name of names) servers.push(await started(starts[name]()));
    // One that has just started goes on planning and compiling, on a processor that the others need.
    const pids = servers.flatMap(({ pid, databasePid }) => [pid, databasePid]);
    await waitUntilIdle([...new Set(pids)], IDLE_PATIENCE_MS);
    return { servers, neo4j, postgres, logFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
