import type { Columns, Row } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import type { Moment } from './moment.ts';

/** How a loader reaches the database on behalf of one request, at the time that its question is about. */
export interface Reader {
  readonly statements: Statements;
  readonly moment: Moment;
  read(statement: Statement, params: Record<string, unknown>): Promise<Row[]>;
  /** Answers keys by a batch; `name` is the shape’s. It may be asked together with what other requests ask. */
  ask<Shape, Value>(
    batch: Batch<Shape, Value>,
    name: string,
    shape: Shape,
    keys: readonly string[],
  ): Promise<readonly Value[]>;
}

/** Answers keys of one shape (order, filter, page, columns), in their order, from one statement. It knows no request. */
export interface Batch<Shape, Value> {
  // As a method: batches of all shapes are kept together.
  (reader: Reader, shape: Shape, keys: readonly string[]): Promise<readonly Value[]>;
  readonly sizes?: Sizes<Shape, Value>;
}

/** How pages of one list that differ in size are one question: the largest is read, and each who asked gets the part he asked for. */
export interface Sizes<Shape, Value> {
  /** A shape of a size that stands for those a little smaller: what is alike so is asked together. */
  rounded(shape: Shape): Shape;
  largest(shapes: readonly Shape[]): Shape;
  cut(value: Value, shape: Shape): Value;
}

export const isPast = ({ moment }: Pick<Reader, 'moment'>): boolean => moment.change !== null;

/** The statement of a file at a reader's time: what was known before is asked by a file of its own. */
export const statementAt = (reader: Reader, file: string): Statement =>
  reader.statements.get(isPast(reader) ? `then/${file}` : file);

/** A column of a one-row answer; null when its group was not selected. */
export function column<T>(row: Columns | undefined, name: string): readonly T[] | null {
  return (row?.get(name) as readonly T[] | null | undefined) ?? null;
}

/** A column that is always there. */
export function requiredColumn<T>(row: Columns | undefined, name: string): readonly T[] {
  return column<T>(row, name) ?? [];
}
