import { sourceLine } from '../claims-file.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { layoutOf } from '../mapping/read-mapping.ts';
import { rowMapper } from '../mapping/row-mapper.ts';
import { tableSource } from '../mapping/row-sources.ts';
import { type SourceCard, sourceFromLine } from '../source.ts';
import { type RefusedRows, refusedRows } from '../tables/refused-rows.ts';
import { openTable, type Table, type TableRow } from '../tables/table.ts';
import type { Input, InputPosition } from './input.ts';
import { rowReader } from './mapped-row.ts';
import type { InputRow } from './row.ts';

interface MappedTableRow extends InputRow {
  readonly row: TableRow;
}

/** Rows that were refused and mended are no whole release of anything. */
const isRefusedFile = (file: string): boolean => /\.refused\.[^./\\]+(\.gz)?$/.test(file);

/** A table of any size whose rows become claims by a mapping. */
export class TableInput implements Input<MappedTableRow> {
  readonly refusedPath: string;
  readonly wholeOf: SourceCard | null;
  readonly #table: Table;
  readonly #map: (row: TableRow) => InputRow['content'];
  readonly #refused: RefusedRows;

  private constructor(file: string, table: Table, refused: RefusedRows, mapping: Mapping) {
    this.#table = table;
    this.#refused = refused;
    this.refusedPath = refused.path;
    const map = rowMapper(mapping, table.header);
    const read = rowReader();
    this.#map = (row) =>
      row.problem === undefined
        ? read(map(row))
        : { kind: 'refused', column: '', value: row.values.join(' | ').slice(0, 200), reason: row.problem };
    this.wholeOf =
      mapping.content.releases && !isRefusedFile(file)
        ? sourceFromLine(sourceLine.parse(tableSource(mapping.content, table.header)))
        : null;
  }

  /** @throws OperatorError, InputFileError when the file holds no such table or the mapping does not fit it. */
  static async open(file: string, mapping: Mapping): Promise<TableInput> {
    const layout = layoutOf(mapping, file);
    const table = await openTable(file, layout);
    try {
      return new TableInput(file, table, refusedRows(file, table, layout), mapping);
    } catch (error) {
      await table.close();
      throw error;
    }
  }

  async *rows(from: InputPosition): AsyncIterable<MappedTableRow> {
    for await (const row of this.#table.rows(from.row))
      yield { number: row.number, line: row.line, content: this.#map(row), row };
  }

  progress() {
    return this.#table.progress();
  }

  keepRefused(rows: readonly MappedTableRow[], at: number): Promise<number> {
    return this.#refused.keep(
      rows.map(({ row }) => row),
      at,
    );
  }

  async close(): Promise<void> {
    await this.#refused.close();
    await this.#table.close();
  }
}
