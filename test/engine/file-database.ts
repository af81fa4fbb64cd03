import { rmSync } from 'node:fs';
import type { Database } from '../../src/engine/database.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { settingsFor } from './settings-for.ts';
import { newFolder } from './temporary-folder.ts';

export interface FileDatabase {
  readonly database: Database;
  readonly folder: string;
  /** Stops it and takes its data away. */
  end(): Promise<void>;
}

/** An embedded Neo4j for the tests of one file: started in `beforeAll`, ended after them. */
export async function startFileDatabase(): Promise<FileDatabase> {
  const folder = newFolder();
  const database = await findDatabase(settingsFor(folder), silentProgress);
  return {
    database,
    folder,
    end: async () => {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
