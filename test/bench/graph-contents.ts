import { generate } from '../../bench/graph/model.ts';
import { GraphRows, type Properties, type Row } from '../../bench/graph/rows.ts';
import { nodeTables } from '../../bench/graph/tables.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { runCypher } from '../database/empty-graph.ts';

/** Integers are told from other numbers. */
const shownValue = (value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const shown = (properties: Properties): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(properties)
      .toSorted()
      .map((name) => {
        const value = properties[name];
        return [name, Array.isArray(value) ? value.map(shownValue) : shownValue(value)];
      }),
  );

/** All that a graph holds, a line a node or relationship, but the notes on migrations. */
export async function contentsOf(graph: Graph): Promise<string[]> {
  const properties = (name: string): string =>
    `[k IN keys(${name}) | [k, CASE WHEN valueType(${name}[k]) STARTS WITH 'INTEGER' THEN toString(${name}[k]) + 'n'
      WHEN valueType(${name}[k]) STARTS WITH 'LIST<INTEGER' THEN [number IN ${name}[k] | toString(number) + 'n'] ELSE ${name}[k] END]]`;
  const rows = await runCypher(
    graph,
    `CALL () {
       MATCH (n) WHERE NOT n:Migration RETURN [labels(n), '', '', ${properties('n')}] AS item
       UNION ALL
       MATCH (a)-[r]->(b)
       RETURN [[type(r)], coalesce(a.id, a.key, a.factId), coalesce(b.id, b.key, b.factId), ${properties('r')}] AS item
     }
     RETURN item`,
  );
  return (rows as [string[], string, string, [string, unknown][]][])
    .map(([words, from, to, entries]) =>
      JSON.stringify([words.toSorted(), from, to, shown(Object.fromEntries(entries) as Properties)]),
    )
    .toSorted();
}

const lineOf = (row: Row): string => {
  const labels = nodeTables.get(row.table)?.labels ?? [row.table];
  const ends = 'from' in row ? [row.from, row.to] : ['', ''];
  return JSON.stringify([labels.toSorted(), ...ends, shown(row.properties)]);
};

/** The same of the rows that an importer is given. */
export function contentsOfRows(facts: number, seed = 1): string[] {
  const rows = new GraphRows();
  const lines = [...generate(facts, seed).changes()].flatMap((change) => [...rows.of(change)].map(lineOf));
  return [...lines, lineOf({ table: 'Graph', properties: rows.graph })].toSorted();
}
