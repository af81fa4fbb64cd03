import type { Readable } from 'node:stream';
import { isDateFormat } from 'numfmt';
import { readXml } from './read-xml.ts';

/** Formats that every workbook has without writing them down (ECMA-376, 18.8.30), Asian ones included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

/** A length of time (`[h]:mm`) is no date, though it is written with the same letters. */
const isLength = (pattern: string): boolean => /\[(h+|m+|s+)\]/i.test(pattern);

/** By the number of a cell's style: whether its number is shown as a date or a time of day. */
export async function dateFormats(bytes: Readable | null): Promise<readonly boolean[]> {
  const patterns = new Map<number, string>();
  const areDates: boolean[] = [];
  let isInCellFormats = false;
  if (bytes)
    await readXml(bytes, {
      open: (name, attributes) => {
        if (name === 'numFmt') patterns.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        else if (name === 'cellXfs') isInCellFormats = true;
        else if (name === 'xf' && isInCellFormats) {
          const id = Number(attributes.numFmtId ?? 0);
          const pattern = patterns.get(id);
          areDates.push(
            pattern === undefined ? isBuiltInDate(id) : isDateFormat(pattern) && !isLength(pattern),
          );
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isInCellFormats = false;
      },
    });
  return areDates;
}
