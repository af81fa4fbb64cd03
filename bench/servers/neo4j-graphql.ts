import { join } from 'node:path';
import type { BenchDatabase } from './neo4j.ts';
import { nodeOf, peersFolder, peerVersion } from './peer-packages.ts';
import { type MeasuredServer, startProgram } from './server.ts';

/**
 * @neo4j/graphql over the graph that Steppe serves.
 * @param isProfiling starts one whose `/totals` says what its statements came to; it is not for measuring time.
 */
export async function startNeo4jGraphql(
  neo4j: BenchDatabase,
  logFolder: string,
  { isProfiling = false, node = nodeOf('own') } = {},
): Promise<MeasuredServer> {
  const program = await startProgram({
    name: 'neo4j-graphql',
    what: `@neo4j/graphql ${peerVersion('@neo4j/graphql')} on graphql-yoga ${peerVersion('graphql-yoga')}`,
    node,
    args: [join(peersFolder, 'neo4j-graphql', 'server.mjs')],
    env: { ...neo4j.environment, NODE_ENV: 'production', ...(isProfiling && { BENCH_PROFILE: '1' }) },
    readyPath: '/ready',
    logFolder,
  });
  return { ...program, databasePid: neo4j.pid };
}
