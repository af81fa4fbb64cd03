import { InputFileError } from '../../errors.ts';
import { columnNames, type TableHead, tableHead } from './header.ts';
import { openRecords } from './open-records.ts';
import type { FileForm, RecordSource, TableRecord } from './record-source.ts';
import type { TableLayout } from './table-layout.ts';

export type { TableLayout } from './table-layout.ts';

/** A row of data. Rows whose cells are all empty are none: they are neither given nor counted. */
export interface TableRow {
  /** Among the rows of data, from 1. */
  readonly number: number;
  /** The line of the file where it begins, or the row of the sheet; from 1. */
  readonly line: number;
  /** As many as the header has, padded with '' - and more only when `problem` says so. */
  readonly values: readonly string[];
  /** Why the row cannot be taken as it is; such a row is to be refused with these words, its values kept to be mended. */
  readonly problem?: string;
}

/** A table that is open. Several passes over its rows may follow each other, not overlap. */
export interface Table {
  /** Names that differ: a repeated one is `name (2)`, one that is empty `column 5`. */
  readonly header: readonly string[];
  /** How the file is written, for one that shall be written alike. */
  readonly form: FileForm & TableHead;
  /** The rows after the one of that number. @throws InputFileError where the file cannot be read on. */
  rows(afterNumber?: number): AsyncIterable<TableRow>;
  /** How far the pass over the rows is, in bytes of the file on disk. */
  readonly progress: () => { bytes: number; of: number };
  close(): Promise<void>;
}

const isBlank = (record: TableRecord): boolean =>
  record.problem === undefined && record.cells.every((cell) => cell === '');

/** A record as a row: short ones are padded, empty cells beyond the header are dropped, others there are a problem. */
function rowOf(record: TableRecord, number: number, width: number): TableRow {
  const { line, cells, problem } = record;
  const place = { number, line, ...(problem === undefined ? {} : { problem }) };
  if (cells.length <= width)
    return { ...place, values: [...cells, ...Array<string>(width - cells.length).fill('')] };
  const values = cells.slice(0, Math.max(width, cells.findLastIndex((cell) => cell !== '') + 1));
  if (values.length === width) return { ...place, values };
  return { ...place, values, problem: problem ?? `${values.length} cells, where the header has ${width}` };
}

async function* readRows(
  source: RecordSource,
  head: TableHead,
  width: number,
  afterNumber: number,
): AsyncGenerator<TableRow> {
  let number = 0;
  for await (const records of source.records())
    for (const record of records) {
      if (record.index <= head.headerRow || isBlank(record)) continue;
      number += 1;
      if (number > afterNumber) yield rowOf(record, number, width);
    }
}

/**
 * Opens a table (CSV, TSV, either of them gzipped, or a sheet of an XLSX workbook) and reads its header. Rows are
 * streamed: what is held at a time is a piece of the file, and of a workbook its shared strings.
 * @throws OperatorError when the file cannot be opened, InputFileError when it holds no such table.
 */
export async function openTable(file: string, layout: TableLayout): Promise<Table> {
  const source = await openRecords(file, layout);
  try {
    const head = await tableHead(source, file, layout.headerRow ?? 1);
    const header = columnNames(head.headerCells);
    if (header.length === 0)
      throw new InputFileError(file, head.headerRow, '', 'the row where the header should be is empty');
    return {
      header,
      form: { ...source.form, ...head },
      rows: (afterNumber = 0) => readRows(source, head, header.length, afterNumber),
      progress: source.progress,
      close: source.close,
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
