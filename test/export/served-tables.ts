import { afterAll } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';

export interface Asked {
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  /** Beside `table`. */
  readonly parameters?: Record<string, string>;
}

/** A server whose graph is this file of tests’ own. */
export async function serveTables(
  env: Record<string, string> = {},
): Promise<{ graph: Graph; steppe: Steppe }> {
  const graph = await openTestGraph();
  const steppe = await startSteppe(graph, env);
  afterAll(async () => {
    await steppe.close(0);
    await graph.close();
  });
  return { graph, steppe };
}

/** Asks for a table by the address alone, as `pd.read_csv(url)` does. */
export function fetchTable(steppe: Steppe, table: string, asked: Asked): Promise<Response> {
  const { query, variables, headers = {}, parameters = {} } = asked;
  const search = new URLSearchParams({ table, query, ...parameters });
  if (variables) search.set('variables', JSON.stringify(variables));
  return fetch(`${steppe.endpoint}?${search}`, { headers });
}

/** The text of a table that must be there. */
export async function tableText(steppe: Steppe, table: string, asked: Asked | string): Promise<string> {
  const response = await fetchTable(steppe, table, typeof asked === 'string' ? { query: asked } : asked);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return text;
}

/** The errors of a table that is refused. */
export async function refusal(steppe: Steppe, asked: Asked | string, table = 'csv') {
  const response = await fetchTable(steppe, table, typeof asked === 'string' ? { query: asked } : asked);
  const { errors } = (await response.json()) as {
    errors: { message: string; path?: string[]; locations?: object[]; extensions: Record<string, unknown> }[];
  };
  return { status: response.status, type: response.headers.get('content-type'), errors };
}
