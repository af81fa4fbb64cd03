import { join } from 'node:path';
import { nodeOf, peersFolder, peerVersion } from './peer-packages.ts';
import type { Cluster } from './postgres/cluster.ts';
import { type MeasuredServer, startProgram } from './server.ts';

/** The oldest that it runs on. */
export const POSTGRAPHILE_NODE = 22;

/**
 * PostGraphile over the same graph in PostgreSQL.
 * @param isProfiling starts one that counts its statements; it is not for measuring time.
 */
export async function startPostgraphile(
  cluster: Cluster,
  logFolder: string,
  { isProfiling = false, node = nodeOf('own', POSTGRAPHILE_NODE) } = {},
): Promise<MeasuredServer> {
  const program = await startProgram({
    name: 'postgraphile',
    what: `PostGraphile ${peerVersion('postgraphile')}`,
    node,
    args: [join(peersFolder, 'postgraphile', 'server.mjs')],
    env: {
      DATABASE_URL: cluster.url,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      ...(isProfiling && { BENCH_PROFILE: '1' }),
    },
    readyPath: '/',
    logFolder,
  });
  return { ...program, databasePid: cluster.pid };
}
