import { accessSync, constants, statSync } from 'node:fs';
import { errorCode } from '../engine/error-code.ts';
import { OperatorError } from '../errors.ts';
import { migrate } from '../graph/migrate.ts';
import { type LoadResult, loadFile } from '../ingest/load.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';

const summary = (result: LoadResult): string =>
  result.changeNumber === null
    ? `${result.file}: nothing new, all of it was there already`
    : `${result.file}: ${result.asserted} of ${result.claims} claims new, ${result.retracted} retracted, ${result.merged > 0 ? `${result.merged} merged, ` : ''}${result.facts} facts touched; ${result.news} sources and entities new or better known (change ${result.changeNumber})`;

/** Sees that a file can be read, before a database is started for it. */
function checkReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT';
    throw new OperatorError(
      `${file} cannot be read: ${isMissing ? 'there is no such file' : errorCode(error)}.`,
    );
  }
  if (statSync(file).isDirectory())
    throw new OperatorError(`${file} is a folder: name the claims files in it.`);
}

/** Loads files one after the other; one that is refused leaves those before it loaded, and says so by its absence. */
export async function loadFiles(settings: Settings, files: readonly string[]): Promise<void> {
  files.forEach(checkReadable);
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    for (const file of files) console.log(summary(await loadFile(graph, file)));
  });
}
