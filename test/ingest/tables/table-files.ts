import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTable, type TableLayout, type TableRow } from '../../../src/ingest/tables/table.ts';
import { temporaryFolder } from '../../engine/temporary-folder.ts';

/** A file that is gone after the test. */
export function fileOf(content: string | Buffer, name = 'table.csv'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** A whole table. */
export async function readTable(
  file: string,
  layout: TableLayout = {},
  afterNumber = 0,
): Promise<{
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly encoding: string;
  readonly progress: { bytes: number; of: number };
}> {
  const table = await openTable(file, layout);
  try {
    const rows: TableRow[] = [];
    for await (const row of table.rows(afterNumber)) rows.push(row);
    return { header: table.header, rows, encoding: table.form.encoding, progress: table.progress() };
  } finally {
    await table.close();
  }
}

/** The values of a table's rows. */
export const valuesOf = async (
  file: string,
  layout: TableLayout = {},
): Promise<readonly (readonly string[])[]> =>
  (await readTable(file, layout)).rows.map(({ values }) => values);
