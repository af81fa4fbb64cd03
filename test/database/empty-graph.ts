import type { Graph } from '../../src/graph/graph.ts';

const statement = (text: string) => ({ name: 'test', text });
const patient = { timeoutMs: 60_000 };

/** Runs a statement of a test's own. @returns its first column. */
export async function runCypher(
  graph: Graph,
  text: string,
  params: Record<string, unknown> = {},
): Promise<unknown[]> {
  return graph.write(async (transaction) =>
    (await transaction.run(statement(text), params)).map((row) => Object.values(row.toObject())[0]),
  );
}

/** Nodes beside the notes of which migrations were applied. */
export async function countNodes(graph: Graph): Promise<number> {
  const [row] = await graph.read(
    statement('MATCH (n) WHERE NOT n:Migration RETURN count(n) AS n'),
    {},
    patient,
  );
  return Number(row?.get('n'));
}

/** Takes everything out of the graph but its constraints, its indexes and the notes on migrations. */
export async function emptyGraph(graph: Graph): Promise<void> {
  // A batch a transaction, which only a statement by itself may do, and relationships first: a transaction holds all that it
  // deletes in memory, and one source may have a hundred thousand claims.
  for (const text of [
    'MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS',
    'MATCH (n) WHERE NOT n:Migration CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS',
  ])
    await graph.runSchema(statement(text));
}
