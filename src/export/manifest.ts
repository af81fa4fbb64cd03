import { createHash } from 'node:crypto';
import { citationText } from '../citation/citation.ts';
import type { CitedSource } from '../citation/cited-source.ts';
import type { Column } from './column.ts';
import type { SourceList } from './sources.ts';

/** What was asked. */
export interface Question {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What is to be known of a table: what it is, whether one has it whole, whom to name, and how to have it again. */
export interface Manifest extends Question {
  readonly table: string;
  /** The table is of the graph as it was after this change. */
  readonly change: number;
  /** When this was told. */
  readonly toldAt: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly bytes: number;
  /** Of the table's bytes. */
  readonly sha256: string;
  /** The sources of its facts and claims; null where rows are neither. */
  readonly sources: readonly (CitedSource & { readonly attribution: string })[] | null;
  /** False when there are more sources than are listed. */
  readonly sourcesAreAll: boolean;
  /** Where the same bytes are to be had: an address relative to this one, for GET. */
  readonly again: string;
}

/** An address of a table as of a change, relative to the server's: the question is in it. */
export function addressOf(
  table: string,
  change: number,
  { query, operationName, variables }: Question,
  more: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams({ table, change: String(change), ...more, query });
  if (operationName) search.set('operationName', operationName);
  if (variables && Object.keys(variables).length > 0) search.set('variables', JSON.stringify(variables));
  return `?${search}`;
}

interface Told {
  readonly table: string;
  readonly change: number;
  readonly question: Question;
  readonly columns: readonly Column[];
  readonly count: { readonly rows: number };
  readonly sources: SourceList | null;
}

/** Sources as manifests list them: each with how to name it. */
export const attributed = (sources: SourceList): (CitedSource & { readonly attribution: string })[] =>
  sources.list.map((source) => ({ ...source, attribution: citationText(source) }));

/** Makes a table to tell of it, and keeps nothing of its rows. */
export async function manifestOf(bytes: AsyncIterable<Uint8Array>, told: Told): Promise<Manifest> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const part of bytes) {
    hash.update(part);
    length += part.length;
  }
  const { table, change, question, columns, count, sources } = told;
  return {
    table,
    change,
    toldAt: new Date().toISOString(),
    query: question.query,
    operationName: question.operationName ?? null,
    variables: question.variables ?? {},
    columns,
    rows: count.rows,
    bytes: length,
    sha256: hash.digest('hex'),
    sources: sources && attributed(sources),
    sourcesAreAll: sources?.isWhole ?? true,
    again: addressOf(table, change, question),
  };
}
