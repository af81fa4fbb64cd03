import type { Record as Row } from 'neo4j-driver';
import type { Statement, Statements } from '../graph/statements.ts';

/** How a loader reaches the database on behalf of one request. */
export interface Reader {
  readonly statements: Statements;
  read(statement: Statement, params: Record<string, unknown>): Promise<Row[]>;
}

/** A column of a one-row answer; null when its group was not selected. */
export function column<T>(row: Row | undefined, name: string): readonly T[] | null {
  return (row?.get(name) as readonly T[] | null | undefined) ?? null;
}

/** A column that is always there. */
export function requiredColumn<T>(row: Row | undefined, name: string): readonly T[] {
  return column<T>(row, name) ?? [];
}
