import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder; its name has a blank and letters beyond ASCII, as people's folders have. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'steppe дала '));

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
