import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/project-root.ts';

const folder = join(projectRoot, 'explorer', 'tour');

/** The tour's operations as their files have them, in the order of the tabs. */
export const tourFiles = readdirSync(folder)
  .sort()
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/** Those that have one answer. */
export const tourQueries = tourFiles.filter(({ text }) => /^query /m.test(text));
