import type { FtmStatement } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';

/** Whether there is such a month or day. EDTF's parser would tell too, in a hundred times the time. */
function isInCalendar(date: string): boolean {
  const [year = '', month = '01', day = '01'] = date.split('-');
  const found = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return year !== '0000' && !Number.isNaN(found.getTime()) && found.getUTCDate() === Number(day);
}

/** The day, month or year that a date names: 2014, 2014-03, 2014-03-01, also with a time behind it. */
function readDate(statement: FtmStatement): string {
  const [, date] = /^(\d{4}(?:-\d{2}){0,2})(?:[T ][\d:.+Z-]*)?$/.exec(statement.value.trim()) ?? [];
  if (date !== undefined && isInCalendar(date)) return date;
  throw new FtmProblem(statement, 'not a date such as 2014, 2014-03 or 2014-03-01');
}

/** Whether a date is surely before another: 2014 is not before 2014-03. */
function isBefore(date: string, other: string): boolean {
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) < other.slice(0, length);
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
  if (start !== undefined && end !== undefined && isBefore(end, start))
    throw new FtmProblem(of('endDate').at(-1) ?? { property: 'endDate' }, `it is before the start, ${start}`);
  return `${start ?? '..'}/${end ?? '..'}`;
}
