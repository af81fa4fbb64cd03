import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/project-root.ts';

/** The program built as `npm start` builds it, in a folder of its own beside the packages that it asks for. */
export function buildProgram(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(projectRoot, 'node_modules', '.steppe-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const compiler = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], {
      cwd: projectRoot,
    });
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}
