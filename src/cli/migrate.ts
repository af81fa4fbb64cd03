import { migrate } from '../graph/migrate.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';

export async function migrateGraph(settings: Settings): Promise<void> {
  await withGraph(settings, async (graph) => {
    const applied = await migrate(graph);
    for (const file of applied) console.log(`applied cypher/${file}.cypher`);
    console.log(applied.length === 0 ? 'The graph has had every migration.' : 'The graph is up to date.');
  });
}
