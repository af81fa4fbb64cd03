import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const mountOptions = (options: string): string[] => ['-t', 'tmpfs', '-o', options, 'tmpfs'];

/** Whether file systems can be mounted here: by root, outside a container that forbids it. */
export const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    const effective = /^CapEff:\s+(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    const SYS_ADMIN = 21n;
    return ((BigInt(`0x${effective}`) >> SYS_ADMIN) & 1n) === 1n;
  } catch {
    return false;
  }
})();

/** A folder that is a disk of its own, gone after the test. @param options those of a tmpfs: `size=20m`, `ro`. */
export function smallDisk(options: string): string {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', [...mountOptions(options), folder]);
  // Registered after the folder's own removal, so it runs before it.
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}
