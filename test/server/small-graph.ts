import type { Graph } from '../../src/graph/graph.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { claim, claimsFile, entity, type Line, source } from '../ingest/claims-file-of.ts';

export const loadLines = (graph: Graph, ...lines: readonly Line[]) => loadFile(graph, claimsFile(...lines));

let made = 0;

/** Makes one change: somebody produces so much, in a year of its own. */
export async function changeSomething(graph: Graph, who = 'org_a'): Promise<number> {
  made += 1;
  const { changeNumber } = await loadLines(
    graph,
    source('one'),
    claim(who, 'PRODUCES', 'product_p', {
      value: { amount: String(made), unit: 't/a' },
      period: String(1000 + made),
    }),
  );
  if (changeNumber === null) throw new Error('nothing was new');
  return changeNumber;
}

/** Three organizations, a plant and a product. */
export const loadSmallGraph = (graph: Graph) =>
  loadLines(
    graph,
    source('one'),
    entity('org_a'),
    entity('org_b'),
    entity('org_c'),
    entity('facility_f'),
    entity('product_p'),
    claim('org_a', 'OPERATES', 'facility_f'),
  );
