import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  const manifest = join(from, 'package.json');
  if (
    existsSync(manifest) &&
    (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'steppe'
  )
    return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('the folder that holds the package.json of steppe was not found');
  return findRoot(parent);
}

/** The project's folder: the same whether this file runs as TypeScript or compiled below `dist`. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The version of this program. */
export const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
};
