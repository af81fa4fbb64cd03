import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { node22, peersFolder, peerVersion } from './peer-packages.ts';
import type { Cluster } from './postgres/cluster.ts';
import { type MeasuredServer, startProgram } from './server.ts';

/**
 * PostGraphile over the same graph in PostgreSQL.
 * @param isProfiling starts one that counts its statements; it is not for measuring time.
 */
export async function startPostgraphile(
  cluster: Cluster,
  logFolder: string,
  isProfiling = false,
): Promise<MeasuredServer> {
  const program = await startProgram({
    name: 'postgraphile',
    node: node22,
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
  const version = execFileSync(node22, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  return {
    ...program,
    name: 'postgraphile',
    description: `PostGraphile ${peerVersion('postgraphile')}, Node ${version}`,
    databasePid: cluster.pid,
  };
}
