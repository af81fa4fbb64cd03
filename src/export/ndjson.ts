import type { Column, Row } from './column.ts';
import type { TableFormat, TableWriter } from './table-writer.ts';

class NdjsonWriter implements TableWriter {
  /** What stands before each value of a line. */
  readonly #before: readonly string[];

  constructor(columns: readonly Column[]) {
    this.#before = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  }

  begin(): Uint8Array {
    return Buffer.alloc(0);
  }

  write(rows: readonly Row[]): Uint8Array {
    let text = '';
    for (const row of rows) {
      for (let i = 0; i < row.length; i += 1) text += `${this.#before[i]}${JSON.stringify(row[i])}`;
      text += '}\n';
    }
    return Buffer.from(text);
  }

  end(): Uint8Array {
    return Buffer.alloc(0);
  }

  /** A line that tells it, and one that is no JSON. */
  fail(message: string): Uint8Array {
    return Buffer.from(`${JSON.stringify({ errors: [{ message }] })}\n{"incomplete":`);
  }
}

/** A line of JSON for each row: an object with each column by its name, decimals as texts, null where there is nothing. */
export const ndjson: TableFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  contentType: 'application/x-ndjson; charset=utf-8',
  writer: (columns) => new NdjsonWriter(columns),
};
