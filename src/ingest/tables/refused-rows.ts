import { existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { delimitedBytes } from './delimited-bytes.ts';
import { refusedPath, writeRefused } from './refused-file.ts';
import { openTable, type Table, type TableRow } from './table.ts';
import type { TableLayout } from './table-layout.ts';
import { jsonLines, writeWorkbook } from './write-workbook.ts';

/** The refused rows of a table, kept beside it to be mended and imported again by the same layout. */
export interface RefusedRows {
  /** `plants.refused.csv` for `plants.csv` and for `plants.csv.gz`. */
  readonly path: string;
  /**
   * Keeps rows behind the first `at` bytes of what is kept, in place of whatever came after them; 0 is the beginning.
   * @returns where the next rows go.
   */
  keep(rows: readonly TableRow[], at: number): Promise<number>;
  /** Finishes the file. @returns its path; null when there is none. */
  close(): Promise<string | null>;
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

function refusedText(path: string, table: Table): RefusedRows {
  return {
    path,
    keep: async (rows, at) => {
      // Whoever has moved the file away since, to mend it, finds a new one in its place.
      const place = Math.min(at, sizeOf(path));
      if (rows.length === 0) return place;
      const values = rows.map((row) => row.values);
      return writeRefused(path, place, delimitedBytes(table.form, values, place === 0));
    },
    close: async () => (existsSync(path) ? path : null),
  };
}

/**
 * Nothing can be put behind an archive's last part, so rows are gathered in a file of lines, and the workbook is made of
 * them at the end; after a stop that left no such lines, they are made of the workbook again.
 */
function refusedSheet(path: string, table: Table, layout: TableLayout): RefusedRows {
  const lines = `${path}.part`;
  const valuesOf = async (): Promise<(readonly string[])[]> => {
    const written = await openTable(path, layout);
    const values: (readonly string[])[] = [];
    try {
      for await (const row of written.rows()) values.push(row.values);
    } finally {
      await written.close();
    }
    return values;
  };
  return {
    path,
    keep: async (rows, at) => {
      if (at > sizeOf(lines) && existsSync(path)) writeRefused(lines, 0, jsonLines(await valuesOf()));
      const place = Math.min(at, sizeOf(lines));
      // What a crash left behind that place is not to be in the workbook, though nothing comes after it.
      if (existsSync(lines)) truncateSync(lines, place);
      return writeRefused(lines, place, jsonLines(rows.map(({ values }) => values)));
    },
    close: async () => {
      if (sizeOf(lines) > 0) {
        await writeWorkbook(`${path}.new`, table.form, lines);
        renameSync(`${path}.new`, path);
      }
      rmSync(lines, { force: true });
      return existsSync(path) ? path : null;
    },
  };
}

/**
 * Where a table's refused rows go: a file beside it in the same format and encoding, with the same titles and header. An
 * encoding that was only guessed is not used again, since few rows may be guessed otherwise: UTF-8 with its mark is.
 */
export function refusedRows(file: string, table: Table, layout: TableLayout): RefusedRows {
  const path = refusedPath(file);
  return table.form.format === 'xlsx' ? refusedSheet(path, table, layout) : refusedText(path, table);
}
