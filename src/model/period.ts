import edtf from 'edtf';

/** When something holds. `start` and `end` are the first and last possible day, null when open or unknown. */
export interface Period {
  readonly edtf: string;
  readonly start: string | null;
  readonly end: string | null;
}

const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/**
 * Reads a period in EDTF (ISO 8601-2, level 2): `2024`, `2021-01/2021-03`, `2024/..`, `[..2024]`, `2011~/2021~`.
 * @throws RangeError with the reason when it is not one or leaves the years 1 to 9999.
 */
export function parsePeriod(text: string): Period {
  let parsed: { min: number | null; max: number | null };
  try {
    parsed = edtf(text);
  } catch {
    throw new RangeError(
      `"${text}" is not a period in EDTF, such as 2024, 2021-01/2021-03, 2024/.. or [..2024]`,
    );
  }
  const bound = (value: number | null): string | null => {
    if (value === null || !Number.isFinite(value)) return null;
    const shown = day(value);
    if (!/^\d{4}-/.test(shown) || shown.startsWith('0000'))
      throw new RangeError(`"${text}" leaves the years 1 to 9999`);
    return shown;
  };
  return { edtf: text, start: bound(parsed.min), end: bound(parsed.max) };
}
