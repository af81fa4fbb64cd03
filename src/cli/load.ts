import { migrate } from '../graph/migrate.ts';
import { type LoadResult, loadFile } from '../ingest/load.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';

const summary = (result: LoadResult): string =>
  result.changeNumber === null
    ? `${result.file}: nothing new, all of it was there already`
    : `${result.file}: ${result.asserted} of ${result.claims} claims new, ${result.retracted} retracted, ${result.facts} facts touched (change ${result.changeNumber})`;

/** Loads files one after the other; one that is refused leaves those before it loaded, and says so by its absence. */
export async function loadFiles(settings: Settings, files: readonly string[]): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    for (const file of files) console.log(summary(await loadFile(graph, file)));
  });
}
