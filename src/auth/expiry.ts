import { OperatorError } from '../errors.ts';

const HOUR_MS = 3_600_000;
const units: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };

/** Past this year a date is no longer written as texts that sort. */
const LATEST = Date.UTC(9999, 11, 31);

/**
 * Reads how long a token is good for: `12h`, `90d`, `4w` or `never`.
 * @returns when it ends, ISO 8601, or null when it does not.
 * @throws OperatorError when it is none of these.
 */
export function readExpiry(text: string, now: Date): string | null {
  if (text === 'never') return null;
  const [, count = '', unit = ''] = /^([1-9]\d*)([hdw])$/.exec(text) ?? [];
  const end = now.getTime() + Number(count) * (units[unit] ?? Number.NaN);
  if (!(end <= LATEST))
    throw new OperatorError(
      `--expires: "${text}" is no length of time: give hours, days or weeks such as 12h, 90d or 4w, or never.`,
    );
  return new Date(end).toISOString();
}
