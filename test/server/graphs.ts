import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { freePort } from '../../src/engine/free-port.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';

const cypher = join(projectRoot, 'cypher');

/** A server that is closed with its test. */
export async function serveFor(graph: Graph, env: Record<string, string> = {}): Promise<Steppe> {
  const steppe = await startSteppe(graph, env);
  onTestFinished(() => steppe.close(0));
  return steppe;
}

function closedWithTest(graph: Graph): Graph {
  onTestFinished(() => graph.close());
  return graph;
}

/** A graph at an address where nobody listens: whatever is asked of it fails. */
export async function unreachableGraph(): Promise<Graph> {
  const uri = `bolt://127.0.0.1:${await freePort()}`;
  return closedWithTest(new Graph({ ...inject('database'), uri }, new Statements(cypher), 2));
}

/** The tests' graph, asked with one statement put differently. */
export async function graphWithStatement(name: string, change: (text: string) => string): Promise<Graph> {
  const folder = join(temporaryFolder(), 'cypher');
  cpSync(cypher, folder, { recursive: true });
  const file = join(folder, `${name}.cypher`);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return closedWithTest(await openTestGraph(folder));
}

/** Steps that a database does in hours. */
export const HOURS = 1_000_000_000_000;
/** Steps that a database does in a second or so. */
export const A_SECOND = 30_000_000;

/** The graph with an `about` that takes its time: `{ about { claimCount } }` asks it. */
export const slowGraph = (steps: number): Promise<Graph> =>
  graphWithStatement('about', (text) =>
    text.replace(/^RETURN/m, `UNWIND range(1, ${steps}) AS slowStep\nWITH sum(slowStep % 7) AS slow\nRETURN`),
  );

/** How many slow statements the database is running now. */
export async function slowStatements(graph: Graph): Promise<number> {
  const rows = await graph.read(
    {
      name: 'test',
      text: "SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery CONTAINS 'slowStep' AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n",
    },
    {},
    { timeoutMs: 10_000 },
  );
  return Number(rows[0]?.get('n'));
}
