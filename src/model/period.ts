import edtf from 'edtf';

/** When something holds. `start` and `end` are the first and last possible day, null when open or unknown. */
export interface Period {
  readonly edtf: string;
  readonly start: string | null;
  readonly end: string | null;
}

/** Bare digits that are no year would be read as milliseconds, and a 29 February that never was as 1 March. */
function isMisread(date: string): boolean {
  const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return (
    /^-?\d{5,}$/.test(date) || [...date.matchAll(/(\d{4})-02-29/g)].some(([, year]) => !isLeap(Number(year)))
  );
}

/** First and last day of a date or a set, which is `whole` or a side of it. */
function daysOf(date: string, whole: string): [start: string | null, end: string | null] {
  const parsed = isMisread(date) ? null : edtf(date);
  if (!parsed) throw new SyntaxError('not EDTF');
  const day = (milliseconds: number): string => {
    const shown = new Date(milliseconds).toISOString().slice(0, 10);
    if (!/^\d{4}-/.test(shown) || shown.startsWith('0000'))
      throw new RangeError(`"${whole}" leaves the years 1 to 9999`);
    return shown;
  };
  // A set lists dates, and runs of dates (`2021..2023`) as pairs.
  const dates = /^[[{]/.test(date) ? (parsed.values ?? []).flat() : [parsed];
  return [
    parsed.earlier ? null : day(Math.min(...dates.map(({ min }) => min))),
    parsed.later ? null : day(Math.max(...dates.map(({ max }) => max))),
  ];
}

/** The sides of an interval are read one by one: `2024/2024` is a year, though it ends in the year it begins in. */
function endsOf(text: string): [start: string | null, end: string | null] {
  const sides = text.split('/');
  if (sides.length === 1) return daysOf(text, text);
  const isInterval = sides.length === 2 && sides.join('') !== '' && !sides.some((side) => /^[[{]/.test(side));
  if (!isInterval) throw new SyntaxError('not EDTF');
  const [start, end] = sides.map((side, index) =>
    side === '' || side === '..' ? null : (daysOf(side, text)[index] ?? null),
  ) as [string | null, string | null];
  if (start !== null && end !== null && start > end) throw new RangeError(`"${text}" ends before it begins`);
  return [start, end];
}

/** Periods that were read already: a table has few unlike ones, and its grammar takes 0.1 ms for each. */
const read = new Map<string, Period>();
const MOST_KEPT = 20_000;

function keep(period: Period): Period {
  if (read.size >= MOST_KEPT) read.clear();
  read.set(period.edtf, period);
  return period;
}

/**
 * Reads a period in EDTF (ISO 8601-2, level 2): `2024`, `2021-01/2021-03`, `2024/..`, `[..2024]`, `2011~/2021~`.
 * @throws RangeError with the reason when it is not one or leaves the years 1 to 9999.
 */
export function parsePeriod(text: string): Period {
  const known = read.get(text);
  if (known) return known;
  try {
    const [start, end] = endsOf(text);
    return keep({ edtf: text, start, end });
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith(`"${text}" `)) throw error;
    throw new RangeError(
      `"${text}" is not a period in EDTF, such as 2024, 2021-01/2021-03, 2024/.. or [..2024]`,
    );
  }
}
