import { stringify } from 'csv-stringify/sync';
import type { Cell, Column, Row } from './column.ts';
import type { TableFormat, TableWriter } from './table-writer.ts';

/** What spreadsheets take for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

class CsvWriter implements TableWriter {
  readonly #columns: readonly Column[];
  /** The positions of texts. */
  readonly #texts: readonly number[];

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#texts = columns.flatMap(({ type }, i) => (type === 'text' ? [i] : []));
  }

  begin(): Uint8Array {
    return this.#bytes([this.#columns.map(({ name }) => name)]);
  }

  write(rows: readonly Row[]): Uint8Array {
    return this.#bytes(rows.map((row) => this.#inert(row)));
  }

  end(): Uint8Array {
    return Buffer.alloc(0);
  }

  /** A quote that is never closed. */
  fail(message: string): Uint8Array {
    return Buffer.from(`"ERROR: ${message.replaceAll('"', "'")}`);
  }

  /** Numbers, days and moments are never formulas; a text may be, and then stands behind an apostrophe. */
  #inert(row: Row): readonly Cell[] {
    let cells: Cell[] | null = null;
    for (const i of this.#texts) {
      const cell = row[i];
      if (typeof cell !== 'string' || !FORMULA.test(cell)) continue;
      cells ??= [...row];
      cells[i] = `'${cell}`;
    }
    return cells ?? row;
  }

  #bytes(rows: (readonly Cell[])[]): Buffer {
    return Buffer.from(
      stringify(rows, {
        record_delimiter: '\r\n',
        // An empty text is not the same as nothing, and a break of any kind within a cell ends no line.
        quoted_match: /^$|[\r\n]/,
        cast: { boolean: String, number: String },
      }),
    );
  }
}

/**
 * RFC 4180 in UTF-8: a header, commas, lines that end with CR and LF, quotes where they are needed. Nothing is an empty cell, an
 * empty text is `""`. Texts that a spreadsheet would take for a formula stand behind an apostrophe.
 */
export const csv: TableFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  writer: (columns) => new CsvWriter(columns),
};
