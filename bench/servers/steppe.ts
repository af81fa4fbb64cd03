import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/project-root.ts';
import type { BenchDatabase } from './neo4j.ts';
import { nodeOf } from './peer-packages.ts';
import { type MeasuredServer, startProgram } from './server.ts';

/**
 * Steppe as it is built, started as `npm start` does, with the settings that it is shipped with but for the log, which says nothing
 * of each request.
 */
export async function startSteppe(
  neo4j: BenchDatabase,
  logFolder: string,
  { workers = 1, node = nodeOf('own') } = {},
): Promise<MeasuredServer> {
  const { version, scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
    scripts: { start: string };
  };
  const nodeOptions = scripts.start.split(' ').filter((word) => word.startsWith('--'));
  const program = await startProgram({
    name: 'steppe',
    what: `Steppe ${version}`,
    node,
    args: [
      ...nodeOptions,
      join(projectRoot, 'dist', 'src', 'main.js'),
      'serve',
      '--workers',
      String(workers),
    ],
    env: { ...neo4j.environment, STEPPE_LOG_LEVEL: 'warn', STEPPE_LOAD_ARTICLE: 'off' },
    readyPath: '/health/ready',
    logFolder,
  });
  return { ...program, databasePid: neo4j.pid };
}
