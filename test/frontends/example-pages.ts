import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFormats } from '../../schema/schema-formats.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Ended, endOf } from '../cli/run-steppe.ts';

export const examplePages = join(projectRoot, 'examples', 'frontends');

/** Runs npm, or a program of a folder’s own packages, in that folder. */
export function runIn(
  folder: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const program = command === 'npm' ? command : join(folder, 'node_modules', '.bin', command);
  // What vitest tells its workers is not for the pages’ own tests.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...Object.fromEntries(own), NO_COLOR: '1', FORCE_COLOR: undefined, NODE_ENV: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return endOf(child);
}

/** Installs the packages of a folder, unless what is there was installed by the same lock file. */
export async function installPackages(folder: string, env: Record<string, string> = {}): Promise<void> {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const mark = join(folder, 'node_modules', '.installed-by');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  const { code, stderr } = await runIn(folder, 'npm', ['ci', '--ignore-scripts', '--prefer-offline'], env);
  if (code !== 0)
    throw new Error(
      `The packages of examples/frontends (Relay, Apollo Client, urql …) could not be installed; they come from npm’s registry, once. \
Run “npm ci --prefix examples/frontends” where it can be reached, or leave these tests out: npx vitest run --exclude 'test/frontends/**'.\n${stderr}`,
    );
  writeFileSync(mark, lock);
}

/** Puts the shipped schema where the pages’ tools read it, as `steppe schema --out` does. */
export function shipSchema(): void {
  const folder = join(examplePages, 'schema');
  mkdirSync(folder, { recursive: true });
  for (const { file, print } of schemaFormats) writeFileSync(join(folder, file), print());
}
