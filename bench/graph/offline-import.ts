import { join } from 'node:path';
import { runCommand } from '../../src/engine/run-command.ts';
import { LIST_DELIMITER, type WrittenTable } from './table-files.ts';
import { nodeTables } from './tables.ts';

const PATIENCE_MS = 2 * 3_600_000;

/**
 * Makes a Neo4j database of tables with Neo4j’s own importer, which is among the jars that Steppe runs Neo4j from.
 * @param home the folder of a Neo4j that has not been started yet.
 * @throws Error with what the importer said when a row is not in the database.
 */
export async function importOffline(
  { java, lib, home }: { java: string; lib: string; home: string },
  tables: readonly WrittenTable[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const files = tables.map(({ name, path }) => {
    const nodes = nodeTables.get(name);
    return nodes ? `--nodes=${nodes.labels.join(':')}=${path}` : `--relationships=${name}=${path}`;
  });
  const code = LIST_DELIMITER.charCodeAt(0).toString(16).padStart(4, '0');
  const result = await runCommand(
    java,
    [
      '-Xmx1g',
      '-cp',
      join(lib, '*'),
      'org.neo4j.cli.AdminTool',
      'database',
      'import',
      'full',
      'neo4j',
      ...files,
      `--array-delimiter=U+${code}`,
      '--max-off-heap-memory=4g',
      // A relationship without an end, or two nodes of one key, is a mistake of ours.
      '--bad-tolerance=0',
      '--strict=true',
      `--report-file=${join(home, 'import.report')}`,
    ],
    { timeoutMs: PATIENCE_MS, env: { ...env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') } },
  );
  const said = `${result.stdout}\n${result.stderr}`.trim();
  if (result.code !== 0 || !said.includes('IMPORT DONE'))
    throw new Error(`Neo4j's importer failed (${result.failure ?? `code ${result.code}`}):\n${said}`);
}
