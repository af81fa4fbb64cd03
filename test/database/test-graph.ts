import { join } from 'node:path';
import { inject } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { type LoadResult, loadFile } from '../../src/ingest/load.ts';
import { projectRoot } from '../../src/project-root.ts';
import { emptyGraph } from './empty-graph.ts';

/** The tests' graph, as a file of tests finds it: without data. */
export async function openTestGraph(cypherFolder = join(projectRoot, 'cypher')): Promise<Graph> {
  const graph = new Graph(inject('database'), new Statements(cypherFolder), 8);
  await emptyGraph(graph);
  return graph;
}

const dataFile = (name: string): string => join(projectRoot, 'data', name);

/** The article's claims. */
export const loadArticle = (graph: Graph): Promise<LoadResult> => loadFile(graph, dataFile('kostanay.jsonl'));

/** The made-up source that disagrees with it. */
export const loadSecondSource = (graph: Graph): Promise<LoadResult> =>
  loadFile(graph, dataFile('kostanay-second-source.jsonl'));
