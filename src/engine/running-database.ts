import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import type { Database } from './database.ts';
import { lockHolder } from './folder-lock.ts';
import { greetNeo4j } from './greet-neo4j.ts';
import { readIfThere, writePrivateFile } from './private-file.ts';

const recordFile = (dataFolder: string): string => join(dataFolder, 'database.json');

const Recorded = z.object({
  uri: z.string(),
  username: z.string(),
  password: z.string(),
  database: z.string(),
  origin: z.enum(['docker', 'embedded']),
  description: z.string(),
});

/** Notes where the database of a data folder answers. @returns what takes the note away. */
export function recordDatabase(dataFolder: string, database: Database): () => void {
  const { uri, username, password, origin, description } = database;
  const record = { uri, username, password, database: database.database, origin, description };
  writePrivateFile(recordFile(dataFolder), JSON.stringify(record));
  return () => rmSync(recordFile(dataFolder), { force: true });
}

/**
 * The database that a server has running on the data folder: for commands (an import, a rebuild) that are given while it
 * serves. It belongs to that server, and goes when that one does.
 * @returns null when there is none; then `findDatabase` starts one.
 * @throws OperatorError when it is there but does not answer.
 */
export async function runningDatabase(settings: Settings): Promise<Database | null> {
  const dataFolder = resolve(settings.STEPPE_DATA_DIR);
  if (settings.NEO4J_URI !== '' || (await lockHolder(dataFolder, 'server')) === null) return null;
  const text = readIfThere(recordFile(dataFolder));
  if (text === '') return null;
  const recorded = Recorded.parse(JSON.parse(text));
  await greetNeo4j(recorded);
  return { ...recorded, stop: async () => undefined };
}
