import { readFileSync } from 'node:fs';
import { findDatabase } from '../../src/engine/find-database.ts';
import { embeddedLayout } from '../../src/engine/layout.ts';
import { parseIdentity } from '../../src/engine/processes.ts';
import { terminalProgress } from '../../src/engine/progress.ts';
import { readSettings } from '../../src/settings.ts';

/** The Neo4j that Steppe, @neo4j/graphql and the bare side share. */
export interface BenchDatabase {
  /** Tells a server where it is. */
  readonly environment: Readonly<Record<string, string>>;
  readonly description: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export const HEAP_MB = 2_048;

/** Starts Neo4j on a folder that holds a built graph. */
export async function startNeo4j(folder: string): Promise<BenchDatabase> {
  const { NEO4J_URI: _, ...environment } = process.env;
  const settings = readSettings({
    ...environment,
    STEPPE_ENGINE: 'embedded',
    STEPPE_DATA_DIR: folder,
    STEPPE_HEAP_MB: String(HEAP_MB),
  });
  const database = await findDatabase(settings, terminalProgress(process.stderr));
  const { uri, username, password, description } = database;
  const identity = parseIdentity(readFileSync(embeddedLayout(folder).processFile, 'utf8'));
  if (!identity) throw new Error('which process is Neo4j?');
  return {
    environment: { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password },
    description:
      `${/Neo4j \S+ \S+/.exec(description)?.[0]}, heap ${HEAP_MB} MB, page cache ${settings.STEPPE_PAGE_CACHE_MB} MB`.replace(
        ',,',
        ',',
      ),
    pid: identity.pid,
    stop: () => database.stop(),
  };
}
