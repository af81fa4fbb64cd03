import { parsePeriod } from '../../model/period.ts';
import type { FtmStatement } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';

/** The day, month or year that a date names: 2014, 2014-03, 2014-03-01, also with a time behind it. */
function readDate(statement: FtmStatement): string {
  const [, date] = /^(\d{4}(?:-\d{2}){0,2})(?:[T ][\d:.+Z-]*)?$/.exec(statement.value.trim()) ?? [];
  try {
    if (date !== undefined) return parsePeriod(date).edtf;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new FtmProblem(statement, 'not a date such as 2014, 2014-03 or 2014-03-01');
}

/** Of several dates the exact ones: 2014 says nothing beside 2014-03-01. */
function datesOf(statements: readonly FtmStatement[]): string[] {
  const dates = [...new Set(statements.map(readDate))].sort();
  return dates.filter((date) => !dates.some((other) => other !== date && other.startsWith(date)));
}

/**
 * When a link holds, in EDTF: from its start to its end, either of them open; else at its date. Null when nothing is said.
 * Of several starts the first counts, of several ends the last.
 * @throws FtmProblem at what is no date, or an end before the start.
 */
export function periodOf(statements: readonly FtmStatement[], note: (text: string) => void): string | null {
  const of = (property: string): FtmStatement[] =>
    statements.filter((statement) => statement.property === property);
  const starts = datesOf(of('startDate'));
  const ends = datesOf(of('endDate'));
  const dates = datesOf(of('date'));
  for (const [property, said] of Object.entries({ startDate: starts, endDate: ends }))
    if (said.length > 1) note(`several ${property}: ${said.join(', ')}`);
  const start = starts[0];
  const end = ends.at(-1);
  if (start === undefined && end === undefined) {
    if (dates.length > 1) note(`several dates: ${dates.join(', ')}: the first is kept`);
    return dates[0] ?? null;
  }
  try {
    return parsePeriod(`${start ?? '..'}/${end ?? '..'}`).edtf;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FtmProblem(of('endDate')[0] ?? { property: 'endDate' }, `it is before the start, ${start}`);
  }
}
