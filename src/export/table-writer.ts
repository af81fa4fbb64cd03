import type { Column, Row } from './column.ts';

/** Makes the bytes of one table, of rows as they come. The same rows make the same bytes, however they are cut into pages. */
export interface TableWriter {
  /** What stands before the first row. */
  begin(): Uint8Array;
  /** Bytes that are ready when these rows are there too; none where rows are gathered first. */
  write(rows: readonly Row[]): Uint8Array;
  /** What stands behind the last row. */
  end(): Uint8Array;
  /** What is sent in place of the rest when it cannot be had, so that readers fail and people see why. */
  fail(message: string): Uint8Array;
}

/** A format of tables. */
export interface TableFormat {
  /** As `?table=` names it, and what files are called behind the dot. */
  readonly name: string;
  /** As `Accept` names it. */
  readonly mediaType: string;
  /** As `Content-Type` names it. */
  readonly contentType: string;
  writer(columns: readonly Column[]): TableWriter;
}
