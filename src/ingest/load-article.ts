import { join } from 'node:path';
import type { Graph } from '../graph/graph.ts';
import { projectRoot } from '../project-root.ts';
import { type LoadResult, loadFile } from './load.ts';

/** Gives an empty graph the claims of the article that Steppe grew out of. @returns null when the graph is not empty. */
export async function loadArticleIfEmpty(graph: Graph): Promise<LoadResult | null> {
  const [row] = await graph.read(graph.statements.get('write/is-empty'), {}, { timeoutMs: 60_000 });
  return row?.get('isEmpty') === true ? loadFile(graph, join(projectRoot, 'data', 'kostanay.jsonl')) : null;
}
