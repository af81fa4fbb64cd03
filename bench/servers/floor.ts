import { fileURLToPath } from 'node:url';
import type { BenchDatabase } from './neo4j.ts';
import type { NodeProgram } from './peer-packages.ts';
import { type MeasuredServer, startProgram } from './server.ts';

/** The bare side: one statement by hand for each workload, and the least that can be between it and HTTP. */
export async function startFloor(
  neo4j: BenchDatabase,
  logFolder: string,
  node: NodeProgram,
): Promise<MeasuredServer> {
  const program = await startProgram({
    name: 'floor',
    what: 'hand-written Cypher, neo4j-driver and node:http',
    node,
    args: ['--import', 'tsx', fileURLToPath(new URL('../floor/server.ts', import.meta.url))],
    env: neo4j.environment,
    readyPath: '/ready',
    logFolder,
  });
  return { ...program, databasePid: neo4j.pid };
}
