import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedLayout } from './layout.ts';
import { writePrivateFile } from './private-file.ts';

/**
 * Notes that Neo4j is about to make its databases. Cut off while it does, it may leave such as it can never open again:
 * what a first start left that never answered is nobody's yet, and is made anew.
 */
export function beginFirstStart({ data, databases, systemDatabase, firstStartFile }: EmbeddedLayout): void {
  if (existsSync(firstStartFile))
    for (const folder of [databases, join(data, 'transactions')])
      rmSync(folder, { recursive: true, force: true });
  if (existsSync(systemDatabase)) return;
  mkdirSync(data, { recursive: true });
  writePrivateFile(firstStartFile, '');
}

/** Neo4j has answered: from now on its databases hold what people put there. */
export const endFirstStart = ({ firstStartFile }: EmbeddedLayout): void =>
  rmSync(firstStartFile, { force: true });
