import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { identityOf, isAlive, parseIdentity } from './processes.ts';

const lockFile = (folder: string): string => join(folder, 'server.lock');

/** Who holds a data folder; null when nobody that lives does. */
export async function lockHolder(folder: string): Promise<number | null> {
  let text: string;
  try {
    text = readFileSync(lockFile(folder), 'utf8');
  } catch {
    return null;
  }
  const holder = parseIdentity(text);
  return holder && (await isAlive(holder)) ? holder.pid : null;
}

/**
 * Takes a data folder for this process. A lock whose process is gone is taken over.
 * @returns what lets go of it.
 * @throws OperatorError naming the process that holds it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const file = lockFile(folder);
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(await identityOf(process.pid)));
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      try {
        // A link appears whole or not at all, and fails when the name is taken.
        linkSync(own, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const pid = await lockHolder(folder);
      if (pid !== null)
        throw new OperatorError(
          `Another Steppe server (process ${pid}) uses the data folder ${folder}: stop it, or give this one a folder of its own with STEPPE_DATA_DIR.`,
        );
      // Only one of several finders gets to rename the stale lock; the others try again.
      try {
        renameSync(file, `${own}.stale`);
        rmSync(`${own}.stale`, { force: true });
      } catch {
        // Somebody else was faster.
      }
    }
    throw new OperatorError(`The lock ${file} cannot be taken: remove it if no Steppe server is running.`);
  } finally {
    rmSync(own, { force: true });
  }
}
