import { InputFileError } from '../../errors.ts';
import type { RecordSource } from './record-source.ts';

/** What stands above the data. */
export interface TableHead {
  readonly headerRow: number;
  /** The rows above the header, blank ones too. */
  readonly titles: readonly (readonly string[])[];
  /** The header's cells as they are in the file. */
  readonly headerCells: readonly string[];
}

/**
 * Names for columns, each its own: `name`, `name (2)`, and `column 5` for one without. Names are not trimmed: they are the
 * file's.
 */
export function columnNames(cells: readonly string[]): string[] {
  const given = new Set(cells);
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell.trim() === '' ? `column ${index + 1}` : cell;
    let name = base;
    // A name that a later column has as its own is left to it.
    for (let copy = 2; taken.has(name) || (name !== cell && given.has(name)); copy += 1)
      name = `${base} (${copy})`;
    taken.add(name);
    return name;
  });
}

/**
 * Reads as far as the header.
 * @throws InputFileError when the file ends before it, or that row is empty.
 */
export async function tableHead(source: RecordSource, file: string, headerRow: number): Promise<TableHead> {
  const titles: (readonly string[])[] = [];
  let last = 0;
  for await (const records of source.records())
    for (const record of records) {
      last = record.index;
      // A sheet leaves blank rows out.
      while (titles.length < Math.min(record.index, headerRow) - 1) titles.push([]);
      if (record.index < headerRow) titles.push(record.cells);
      else if (record.index > headerRow || record.cells.every((cell) => cell.trim() === ''))
        throw new InputFileError(file, headerRow, '', 'the row where the header should be is empty');
      else return { headerRow, titles, headerCells: record.cells };
    }
  throw new InputFileError(
    file,
    Math.max(last, 1),
    '',
    last === 0
      ? `${source.form.sheet === '' ? 'the file' : `the sheet ${source.form.sheet}`} is empty`
      : `the header should be in row ${headerRow}, and there are ${last}`,
  );
}
