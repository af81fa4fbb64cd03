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

/**
 * Parts of a year by their codes (ISO 8601-2, 4.8): the month in which each begins, and how many it has. Spring to winter are those
 * of the north (25 to 28), of the south (29 to 32), or of a place that is not told (21 to 24): then either.
 */
const partsOfYear: Readonly<Record<string, readonly [month: number, months: number]>> = Object.fromEntries([
  ...[3, 6, 3, 6].map((month, i) => [21 + i, [month, 9]]),
  ...[3, 6, 9, 12].map((month, i) => [25 + i, [month, 3]]),
  ...[9, 12, 3, 6].map((month, i) => [29 + i, [month, 3]]),
  ...[1, 4, 7, 10].map((month, i) => [33 + i, [month, 3]]),
  ...[1, 5, 9].map((month, i) => [37 + i, [month, 4]]),
  ...[1, 7].map((month, i) => [40 + i, [month, 6]]),
]);

const dayOf = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
};

/** What `edtf` reads too narrowly: parts of a year as quarters, and a year of which so many digits count as that year. */
function spanOf(date: string): { readonly min: number; readonly max: number } | null {
  const [, year = '', part = ''] = /^(\d{4})-(\d{2})$/.exec(date) ?? [];
  const found = partsOfYear[part];
  if (found) {
    const [month, months] = found;
    return { min: dayOf(Number(year), month, 1), max: dayOf(Number(year), month + months, 0) };
  }
  const [, about, digits] = /^(\d{4})S([1-4])$/.exec(date) ?? [];
  if (about === undefined) return null;
  const years = 10 ** (4 - Number(digits));
  const first = Math.floor(Number(about) / years) * years;
  return { min: dayOf(first, 1, 1), max: dayOf(first + years - 1, 12, 31) };
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
  const dates = /^[[{]/.test(date) ? (parsed.values ?? []).flat() : [spanOf(date) ?? parsed];
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
