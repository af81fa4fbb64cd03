import type { DateCell } from './cell-format.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Two-digit years: those up to 49 are of this century. */
const century = (year: string): string => `${Number(year) < 50 ? 20 : 19}${year}`;

interface Reading {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly until?: string;
}

const patterns = new Map<string, { pattern: RegExp; tokens: string[] }>();

function patternOf(format: string): { pattern: RegExp; tokens: string[] } {
  let known = patterns.get(format);
  if (!known) {
    const tokens: string[] = [];
    const source = format
      .split(/(YYYY|YY|MMMM|MM|M|DD|D)/)
      .map((part, index) => {
        if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        tokens.push(part);
        if (part === 'YYYY') return '(\\d{4})';
        if (part === 'MMMM') return `(${MONTHS.join('|')})`;
        return part.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
      })
      .join('');
    known = { pattern: new RegExp(`^${source}$`, 'i'), tokens };
    patterns.set(format, known);
  }
  return known;
}

const twoDigits = (text: string): string => text.padStart(2, '0');

/** What the text says when it is read by one format; null when it does not fit or there is no such day. */
function readingOf(text: string, format: string): Reading | null {
  const { pattern, tokens } = patternOf(format);
  const parts = pattern.exec(text)?.slice(1);
  if (!parts) return null;
  const years = parts.flatMap((part, i) =>
    tokens[i] === 'YYYY' ? [part] : tokens[i] === 'YY' ? [century(part)] : [],
  );
  const [year, until] = years;
  if (year === undefined) return null;
  if (until !== undefined) return until > year ? { year, until } : null;
  const part = (...wanted: string[]): string | undefined =>
    parts[tokens.findIndex((token) => wanted.includes(token))];
  const word = part('MMMM');
  const number = word
    ? String(MONTHS.findIndex((month) => month.toLowerCase() === word.toLowerCase()) + 1)
    : part('MM', 'M');
  const day = part('DD', 'D');
  const reading = { year, month: number && twoDigits(number), day: day && twoDigits(day) };
  return isInCalendar(reading) ? reading : null;
}

/** Whether there is such a month or day. EDTF's parser would tell too, in a hundred times the time. */
function isInCalendar({ year, month = '01', day = '01' }: Reading): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return year !== '0000' && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

const edtfOf = ({ year, month, day, until }: Reading): string =>
  until === undefined ? [year, month, day].filter(Boolean).join('-') : `${year}/${until}`;

/** What two readings agree on, from the year on. */
function common(a: Reading, b: Reading): Reading | null {
  if (a.year !== b.year || a.until !== b.until) return null;
  if (a.month === undefined || a.month !== b.month) return { year: a.year };
  return a.day !== undefined && a.day === b.day ? a : { year: a.year, month: a.month };
}

/**
 * Reads a date by every format that fits, and keeps what all readings agree on: nobody can tell whether 03/04/2019 is in
 * March or in April, but the year is sure.
 * @returns the period in EDTF, and a note when something was not kept.
 * @throws RangeError when no format fits, or the readings do not even share a year.
 */
export function readDate(
  text: string,
  spec: Pick<DateCell, 'formats' | 'open'>,
): { edtf: string; note: string | null } {
  const readings = spec.formats.flatMap((format) => readingOf(text.trim(), format) ?? []);
  const [first, ...others] = readings;
  if (!first) throw new RangeError(`"${text}" is a date in none of the formats ${spec.formats.join(', ')}`);
  const sure = others.reduce<Reading | null>((kept, next) => kept && common(kept, next), first);
  if (!sure) throw new RangeError(`"${text}" can be read as ${readings.map(edtfOf).join(' or ')}`);
  const date = edtfOf(sure);
  const isAmbiguous = readings.some((reading) => edtfOf(reading) !== date);
  const edtf = spec.open === 'after' ? `${date}/..` : spec.open === 'before' ? `[..${date}]` : date;
  return {
    edtf,
    note: isAmbiguous ? `${text} is ambiguous (${readings.map(edtfOf).join(' or ')}): kept ${edtf}` : null,
  };
}
