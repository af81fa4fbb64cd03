import { gatherStatements, type StatementRow, subjectOf } from '../ftm/gather-statements.ts';
import { type RefusedRows, refusedRows } from '../tables/refused-rows.ts';
import { openTable, type Table, type TableRow } from '../tables/table.ts';
import type { FtmFile, FtmRecord } from './ftm-file.ts';

/** FollowTheMoney is written in UTF-8; to find that out, the whole file would have to be read first. */
const LAYOUT = { format: 'csv', encoding: 'utf-8', delimiter: ',' } as const;

/** More statements of one entity, in bytes, are not held in memory. */
const LARGEST_ENTITY_BYTES = 10 * 1024 * 1024;
const TOO_LARGE =
  'the statements of this entity are over 10 MiB: they are not read, and not kept among what was refused';

/** What a table row takes in memory beside its text. */
const ROW_BYTES = 200;
const sizeOf = ({ values }: TableRow): number => values.reduce((sum, value) => sum + value.length, ROW_BYTES);

/** FollowTheMoney statements as CSV, gzipped or not: rows of one entity that follow each other are a record. */
export class FtmStatementsFile implements FtmFile<readonly TableRow[]> {
  readonly whenApart =
    'its statements stand in several places of the file, so that none of them shows the whole entity: sort the rows by canonical_id';
  readonly refusedPath: string;
  readonly #table: Table;
  readonly #refused: RefusedRows;
  readonly #columns: ReadonlyMap<string, number>;

  private constructor(file: string, table: Table) {
    this.#table = table;
    this.#refused = refusedRows(file, table, LAYOUT);
    this.refusedPath = this.#refused.path;
    this.#columns = new Map(table.header.map((name, i) => [name.trim(), i]));
  }

  /** @throws OperatorError, InputFileError when the file cannot be read. */
  static async open(file: string): Promise<FtmStatementsFile> {
    return new FtmStatementsFile(file, await openTable(file, LAYOUT));
  }

  #statement({ line, values }: TableRow): StatementRow {
    return { line, cell: (column) => values[this.#columns.get(column) ?? -1] ?? '' };
  }

  async *records(): AsyncIterable<FtmRecord<readonly TableRow[]>> {
    let rows: TableRow[] = [];
    let subject = '';
    let size = 0;
    for await (const row of this.#table.rows()) {
      const next = row.problem === undefined ? subjectOf(this.#statement(row)) : '';
      if (rows.length > 0 && (next !== subject || next === '')) {
        yield this.#recordOf(rows, size);
        rows = [];
        size = 0;
      }
      subject = next;
      size += sizeOf(row);
      if (size <= LARGEST_ENTITY_BYTES || rows.length === 0) rows.push(row);
    }
    if (rows.length > 0) yield this.#recordOf(rows, size);
  }

  #recordOf(rows: readonly TableRow[], size: number): FtmRecord<readonly TableRow[]> {
    const { line = 0, values = [], problem } = rows[0] ?? {};
    const value = values.join(' | ').slice(0, 200);
    const refused = (column: string, reason: string, raw: readonly TableRow[] | null = rows) => ({
      line,
      said: { kind: 'refused' as const, column, value, reason },
      raw,
      size,
    });
    if (problem !== undefined) return refused('', problem);
    if (size > LARGEST_ENTITY_BYTES) return refused('', TOO_LARGE, null);
    const statements = rows.map((row) => this.#statement(row));
    const [first] = statements;
    if (!first || subjectOf(first) === '') return refused('entity_id', 'whom it is about is not said');
    const said = gatherStatements(statements);
    if (said === 'torn')
      return refused('schema', 'statements of this entity are of schemata that exclude each other');
    if (said === 'external')
      return {
        line,
        said: { kind: 'skipped', rule: 'external: no dataset has taken it in' },
        raw: rows,
        size,
      };
    return { line, said, raw: rows, size };
  }

  progress() {
    return this.#table.progress();
  }

  pathOf(property: string): string {
    return property;
  }

  keepRefused(rows: readonly (readonly TableRow[])[], at: number): Promise<number> {
    return this.#refused.keep(rows.flat(), at);
  }

  async close(): Promise<void> {
    await this.#refused.close();
    await this.#table.close();
  }
}
