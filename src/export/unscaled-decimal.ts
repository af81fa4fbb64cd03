import { TableRefused } from './table-error.ts';

/** Of decimals in binary formats, which have one scale for a column: figures have at most 15 digits before the point and 12 behind it, and sums of them more. */
export const PRECISION = 38;
export const SCALE = 12;

const LARGEST = 10n ** BigInt(PRECISION);

/**
 * A decimal as a whole number of its smallest part: "34.2" is 34_200_000_000_000.
 * @throws TableRefused when it has more digits than these formats hold.
 */
export function unscaledDecimal(text: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const unscaled = BigInt(whole + fraction.slice(0, SCALE).padEnd(SCALE, '0'));
  if (whole === '' || /[1-9]/.test(fraction.slice(SCALE)) || unscaled >= LARGEST)
    throw new TableRefused(
      `${text} has more digits than this format holds: ask for CSV or NDJSON.`,
      'DIGITS',
      {
        status: 422,
      },
    );
  return sign ? -unscaled : unscaled;
}
