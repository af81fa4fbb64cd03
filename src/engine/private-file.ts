import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read; it appears whole or not at all. */
export function writePrivateFile(path: string, content: string): void {
  const arriving = `${path}.${process.pid}`;
  writeFileSync(arriving, content, { mode: 0o600 });
  renameSync(arriving, path);
}

/** What a file holds, without blanks around it; empty when there is no such file. */
export function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
