import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import type { TableHead } from './header.ts';
import type { FileForm } from './record-source.ts';

/** How the bytes are to be written: as the file is, unless its encoding is but a guess. */
function encodingOf(form: FileForm): { encoding: string; addBOM: boolean } {
  if (form.isEncodingGuessed) return { encoding: 'utf-8', addBOM: true };
  return { encoding: form.encoding, addBOM: form.hasByteOrderMark };
}

/**
 * Rows as the bytes of a CSV or TSV file.
 * @param isStart the file begins with them: the mark, the titles and the header come before.
 */
export function delimitedBytes(
  form: FileForm & TableHead,
  rows: readonly (readonly string[])[],
  isStart: boolean,
): Buffer {
  const { encoding, addBOM } = encodingOf(form);
  const records = isStart ? [...form.titles, form.headerCells, ...rows] : rows;
  const text = stringify(
    records.map((record) => [...record]),
    {
      delimiter: form.delimiter,
      record_delimiter: form.newline,
      // Whatever kind of line break a cell holds, it is quoted.
      quoted_match: /[\r\n]/,
    },
  );
  return iconv.encode(text, encoding, { addBOM: addBOM && isStart });
}
