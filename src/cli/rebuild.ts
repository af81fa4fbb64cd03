import { migrate } from '../graph/migrate.ts';
import { rebuild } from '../ingest/rebuild.ts';
import type { Settings } from '../settings.ts';
import { progress, withGraph } from './open-graph.ts';

export async function rebuildGraph(settings: Settings): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const { facts, entities } = await rebuild(graph, (step, count) =>
      progress.update(`Rebuilding ${step}: ${count}`),
    );
    progress.done();
    console.log(`Computed anew: ${facts} facts, and where ${entities} entities lie.`);
  });
}
