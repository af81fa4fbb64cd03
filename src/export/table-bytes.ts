import type { RowPage } from './rows.ts';
import type { TableWriter } from './table-writer.ts';

/** What came of a table. */
export interface TableCount {
  rows: number;
}

/** A table's bytes, a page at a time. @param count told how many rows are written so far. */
export async function* tableBytes(
  writer: TableWriter,
  pages: AsyncIterable<RowPage>,
  count: TableCount,
): AsyncGenerator<Uint8Array> {
  let before = writer.begin();
  for await (const { rows } of pages) {
    count.rows += rows.length;
    const bytes = writer.write(rows);
    const chunk = before.length > 0 ? Buffer.concat([before, bytes]) : bytes;
    before = Buffer.alloc(0);
    if (chunk.length > 0) yield chunk;
  }
  const end = Buffer.concat([before, writer.end()]);
  if (end.length > 0) yield end;
}
