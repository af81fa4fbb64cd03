import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from '../../src/engine/program-path.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * An environment whose PATH holds a few programs and nothing else: shell scripts, and links to the machine's own.
 * @param scripts by program name; @param own names of the machine's programs.
 */
export function programs(scripts: Record<string, string>, ...own: string[]): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  for (const name of ['sh', ...own]) {
    const path = programPath(name, process.env);
    if (path) symlinkSync(path, join(folder, name));
  }
  return { ...process.env, PATH: folder, JAVA_HOME: '' };
}
