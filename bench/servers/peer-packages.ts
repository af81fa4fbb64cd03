import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers and their packages are: apart, so that nobody who installs Steppe downloads them. */
export const peersFolder = fileURLToPath(new URL('../peers', import.meta.url));
const modules = join(peersFolder, 'node_modules');

/** On which Node servers run: on the one that runs the benchmark, or all on the one of Steppe’s image. */
export const nodeChoices = ['own', '24'] as const;
export type NodeChoice = (typeof nodeChoices)[number];

export interface NodeProgram {
  readonly path: string;
  readonly version: string;
}

const packaged = (name: 'node-22' | 'node-24'): NodeProgram => ({
  path: join(modules, name, 'bin', 'node'),
  version: peerVersion(name),
});

/** @param least the oldest that a server runs on; where ours is older, that one comes as a package. */
export function nodeOf(choice: NodeChoice, least: 20 | 22 = 20): NodeProgram {
  if (choice === '24') return packaged('node-24');
  const { node } = process.versions;
  return Number.parseInt(node, 10) < least ? packaged('node-22') : { path: process.execPath, version: node };
}

export function peerVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Installs the peers' packages when they are not there, or are not those of the lock file. */
export function installPeers(): void {
  const installed = join(modules, '.package-lock.json');
  const lock = join(peersFolder, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Installing the packages of the other servers (once, about 500 MB on disk)');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
