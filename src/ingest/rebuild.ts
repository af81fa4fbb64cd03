import neo4j from 'neo4j-driver';
import type { Graph } from '../graph/graph.ts';
import { BATCH_SIZE } from './batches.ts';
import { OpenChange } from './open-change.ts';
import { projectFacts, projectWithin } from './project.ts';

/** Walks ids in order, a batch a transaction. */
async function inOrder(
  graph: Graph,
  file: string,
  work: (change: OpenChange, ids: string[]) => Promise<void>,
  onBatch: (count: number) => void,
): Promise<number> {
  const { statements } = graph;
  let after = '';
  let count = 0;
  for (;;) {
    const ids = await graph.write(async (transaction) => {
      // No change may come between reading the claims and writing what they add up to.
      await transaction.run(statements.get('write/lock-graph'));
      const rows = await transaction.run(statements.get(file), { after, limit: neo4j.int(BATCH_SIZE) });
      const batch = rows.map((row) => String(row.get('id')));
      if (batch.length > 0) await work(await OpenChange.again(transaction, statements), batch);
      return batch;
    });
    count += ids.length;
    onBatch(count);
    const last = ids.at(-1);
    if (last === undefined || ids.length < BATCH_SIZE) return count;
    after = last;
  }
}

/**
 * Recomputes every fact and every containment from the claims. On a graph whose projection is right it changes nothing.
 * @returns how many facts and entities were gone over.
 */
export async function rebuild(
  graph: Graph,
  onProgress: (step: string, count: number) => void = () => undefined,
): Promise<{ facts: number; entities: number }> {
  const facts = await inOrder(graph, 'write/fact-ids', projectFacts, (count) => onProgress('facts', count));
  const entities = await inOrder(graph, 'write/entity-ids', projectWithin, (count) =>
    onProgress('entities', count),
  );
  return { facts, entities };
}
