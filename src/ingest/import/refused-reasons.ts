import { statSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { writeRefused } from '../tables/refused-file.ts';
import type { InputRow, Refusal } from './row.ts';

/** Why rows were refused, beside them and not among them: so these are of the input’s format, and imported again as they are. */
export const reasonsPath = (refusedPath: string): string => `${refusedPath}.reasons.csv`;

const HEADER = ['line', 'column', 'value', 'reason'];

interface RefusedRow {
  readonly row: InputRow;
  readonly refusal: Refusal;
}

/**
 * Keeps the reasons of refused rows, in the order of these, behind the first `at` bytes of their file, in place of whatever
 * stood there. Lines are those of the input.
 * @returns the file’s length.
 */
export function keepReasons(refusedPath: string, refused: readonly RefusedRow[], at: number): number {
  const path = reasonsPath(refusedPath);
  // Whoever has moved the file away since finds a new one in its place.
  const place = Math.min(at, statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  if (refused.length === 0) return place;
  const records = refused.map(({ row, refusal: { column, value, reason } }) => [
    row.line,
    column,
    value,
    reason,
  ]);
  const text = stringify(place === 0 ? [HEADER, ...records] : records, { quoted_match: /[\r\n]/ });
  return writeRefused(path, place, Buffer.from(text));
}
