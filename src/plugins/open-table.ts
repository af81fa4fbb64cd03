import type { Column } from '../export/column.ts';
import { tableBytes } from '../export/table-bytes.ts';
import { allPages } from '../export/table-pages.ts';
import type { TableFormat } from '../export/table-writer.ts';
import type { RequestedTable } from './table-pages.ts';

/** A table whose first page is there: nothing refuses it any more. */
export interface OpenTable {
  /** The key of its outermost list. */
  readonly list: string;
  readonly columns: readonly Column[];
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** How many rows were written so far, and whether these are all. */
  readonly count: { rows: number; isWhole: boolean };
  /** What is sent in place of the rest when it cannot be had. */
  fail(message: string): Uint8Array;
  /** Leaves what is still being read. */
  close(): void;
}

/** Reads a table's first page. @throws whatever refuses it. */
export async function openTable(table: RequestedTable, format: TableFormat): Promise<OpenTable> {
  const pages = allPages(table);
  const first = await pages.next();
  const shape = table.plan?.shape;
  if (first.done || !shape) throw new Error('a table without a page');
  const page = first.value;
  const writer = format.writer(shape.columns);
  const count = { rows: 0, isWhole: false };
  async function* allOfThem() {
    yield page;
    yield* pages;
  }
  async function* bytes() {
    yield* tableBytes(writer, allOfThem(), count);
    count.isWhole = true;
  }
  return {
    list: shape.outermost.keys[0] ?? '',
    columns: shape.columns,
    bytes: bytes(),
    count,
    fail: (message) => writer.fail(message),
    close: () => {
      table.ending.end(new Error('the table has ended'));
      void pages.return(undefined);
    },
  };
}
