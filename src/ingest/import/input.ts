import type { SourceCard } from '../source.ts';
import type { InputRow } from './row.ts';

/** Where an import of a file stands: rows up to a number are done, and so many bytes of refused rows and of reasons are written. */
export interface InputPosition {
  readonly row: number;
  readonly refusedBytes: number;
  readonly reasonBytes: number;
}

export const inputStart: InputPosition = { row: 0, refusedBytes: 0, reasonBytes: 0 };

/** A file as rows that become claims. Rows that are refused are kept in a file of the same format, to be mended. */
export interface Input<Row extends InputRow = InputRow> {
  /** Rows after a position, in their order. */
  rows(from: InputPosition): AsyncIterable<Row>;
  /** How much of the file has been read. */
  progress(): { readonly bytes: number; readonly of: number };
  /**
   * Keeps refused rows behind the first `at` bytes of their file.
   * @returns the file's length.
   */
  keepRefused(rows: readonly Row[], at: number): Promise<number>;
  /** The file of refused rows, whether or not there are any. */
  readonly refusedPath: string;
  close(): Promise<void>;
  /** The source of which the file is a whole release: what it does not repeat is withdrawn. Null when it is not. */
  readonly wholeOf: SourceCard | null;
}
