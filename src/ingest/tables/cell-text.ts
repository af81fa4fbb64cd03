import { Big } from 'big.js';
import { dateFromSerial } from 'numfmt';
import { unescapeXstring } from './shared-strings.ts';
import type { Workbook } from './workbook.ts';

/** As many digits as Excel keeps; what a binary number has beyond them is noise (0.1 + 0.2 = 0.30000000000000004). */
const DIGITS = 15;

/** Days from the start of 1900, as spreadsheets count them, to that of 1904. */
const DAYS_TO_1904 = 1462;

/** A number as it is stored (`1.5E-3`, `41099.0`), in plain notation: `0.0015`, `41099`. */
export function plainNumber(stored: string): string {
  const number = Number(stored);
  // Whole numbers are left alone: a file not written by Excel may have more digits than it keeps.
  if (stored.trim() === '' || !Number.isFinite(number) || /^-?[1-9]\d*$/.test(stored)) return stored;
  return new Big(number.toPrecision(DIGITS)).toFixed();
}

const pad = (part: number, length = 2): string => String(part).padStart(length, '0');

/** A day of the spreadsheet's calendar as `2012-07-09`, with a time behind it if it has one; a time alone as `13:30:00`. */
export function dateText(stored: string, isFrom1904: boolean): string {
  const serial = Number(stored);
  if (stored.trim() === '' || !(serial >= 0)) return stored;
  const [year, month, day, hour, minute, second] = dateFromSerial(
    isFrom1904 && serial >= 1 ? serial + DAYS_TO_1904 : serial,
  );
  const time = `${pad(hour)}:${pad(minute)}:${pad(second)}`;
  if (serial < 1 && serial > 0) return time;
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return Number.isInteger(serial) || time === '00:00:00' ? date : `${date}T${time}`;
}

/**
 * The text of a cell.
 * @param type what ECMA-376 (18.18.11) calls its type: s, str, inlineStr, b, e, d or n.
 * @param stored its value as it is in the file; of a formula the result that was last reckoned.
 * @throws Error when it names a shared string that there is not.
 */
export function cellText(workbook: Workbook, type: string, style: number, stored: string): string {
  switch (type) {
    case 's': {
      const text = stored === '' ? '' : workbook.sharedStrings[Number(stored)];
      if (text === undefined) throw new Error(`a cell names the shared string ${stored}, and there is none`);
      return text;
    }
    case 'b':
      return stored === '' ? '' : /^(1|true)$/i.test(stored) ? 'TRUE' : 'FALSE';
    case 'd':
      return stored.replace(/T00:00:00(\.0+)?Z?$/, '');
    case 'str':
      return unescapeXstring(stored);
    case 'e':
      // The one error that means there is no value; the others (#REF!, #DIV/0!) are a mistake to be seen.
      return stored === '#N/A' ? '' : stored;
    default:
      return workbook.dateFormats[style] ? dateText(stored, workbook.isFrom1904) : plainNumber(stored);
  }
}
