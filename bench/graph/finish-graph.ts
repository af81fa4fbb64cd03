import type { Graph } from '../../src/graph/graph.ts';
import { migrate, missingIndexes } from '../../src/graph/migrate.ts';
import type { Properties } from './rows.ts';
import type { WrittenTable } from './table-files.ts';
import { lists, nodeTables } from './tables.ts';

const statement = (text: string) => ({ name: 'bulk import', text });

/** Lists without items, which tables cannot hold. Those of facts are put by the migration that fills what sums by country read. */
const putEmptyLists = statement(
  `MATCH (e:Entity) WHERE ${lists.map((name) => `e.${name} IS NULL`).join(' OR ')}
   CALL (e) { SET ${lists.map((name) => `e.${name} = coalesce(e.${name}, [])`).join(', ')} } IN TRANSACTIONS OF 10000 ROWS`,
);
const putGraph = statement('CREATE (g:Graph) SET g = $properties');

/** A migration has ten minutes to wait for its indexes; those of ten million facts take longer. */
const TRIES = 12;

async function migratePatiently(graph: Graph): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await migrate(graph);
      return;
    } catch (error) {
      if (tries === TRIES || (await missingIndexes(graph)).length === 0) throw error;
    }
  }
}

/** What an importer of tables leaves to do: empty lists, migrations with their indexes, the `Graph` node. */
export async function finishGraph(graph: Graph, properties: Properties): Promise<void> {
  await graph.runSchema(putEmptyLists);
  // Before the node is there: migrations take a graph that has changes for an old one and mark it.
  await migratePatiently(graph);
  await graph.write((transaction) => transaction.run(putGraph, { properties }));
}

/** @throws Error when the graph holds more or less than the tables. */
export async function checkCounts(graph: Graph, tables: readonly WrittenTable[]): Promise<void> {
  for (const { name, count } of tables) {
    const text = nodeTables.has(name)
      ? `MATCH (n:${name}) RETURN count(n) AS n`
      : `MATCH ()-[r:${name}]->() RETURN count(r) AS n`;
    const [row] = await graph.read(statement(text), {}, { timeoutMs: 600_000 });
    if (Number(row?.get('n')) !== count)
      throw new Error(`${name}: ${row?.get('n')} of ${count} in the graph`);
  }
}
