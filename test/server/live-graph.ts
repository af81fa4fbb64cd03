import { afterAll, onTestFinished } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { EventReader, type FollowOptions } from './event-reader.ts';
import { changeSomething, loadSmallGraph } from './small-graph.ts';

/** Serves a small graph, for subscriptions. Both last as long as the file of tests. */
export async function serveLive(
  env: Record<string, string> = {},
): Promise<{ readonly graph: Graph; readonly steppe: Steppe }> {
  const graph = await openTestGraph();
  await loadSmallGraph(graph);
  // Neo4j plans what writes and reads before anybody waits for it.
  await changeSomething(graph);
  const steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000', ...env });
  await steppe.data(
    `{ about { changeNumber } changes { nodes { facts { nodes { factId fact { subject { id } } before { id } asserted { id } } } } } }`,
  );
  afterAll(async () => {
    await steppe.close(2_000);
    await graph.close();
  });
  return { graph, steppe };
}

/** Follows until the test ends. */
export async function follow(endpoint: string, options?: FollowOptions): Promise<EventReader> {
  const reader = new EventReader(endpoint, options);
  onTestFinished(() => reader.cut());
  return reader.open();
}
