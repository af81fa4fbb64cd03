import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Row, Value } from './rows.ts';
import { type ColumnType, nodeTables, relationshipTables } from './tables.ts';

/** Between the items of a list: a character that no name has. */
export const LIST_DELIMITER = '\u001f';
const FLUSH_CHARACTERS = 1 << 20;

function quoted(text: string): string {
  if (/[\r\n]/.test(text)) throw new Error(`a line break in ${JSON.stringify(text)}`);
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

function listed(items: readonly string[]): string {
  if (items.some((item) => item === '' || item.includes(LIST_DELIMITER)))
    throw new Error(`a list that tables cannot hold: ${JSON.stringify(items)}`);
  return items.length === 0 ? '' : quoted(items.join(LIST_DELIMITER));
}

/** A value as a cell; one that is not of its column’s type is refused, not made another. */
function cell(value: Value | undefined, type: ColumnType, column: string): string {
  if (value === undefined) return '';
  if (type === 'string' && typeof value === 'string') return quoted(value);
  if (type === 'string[]' && Array.isArray(value)) return listed(value);
  if (type === 'long' && typeof value === 'bigint') return String(value);
  if (type === 'long[]' && Array.isArray(value)) return value.join(LIST_DELIMITER);
  if (type === 'boolean' && typeof value === 'boolean') return String(value);
  throw new TypeError(`${column} is no ${type}: ${String(value)}`);
}

/** One file of comma-separated values, its header first. */
class TableFile {
  readonly path: string;
  count = 0;
  readonly #columns: readonly (readonly [name: string, type: ColumnType])[];
  readonly #names: ReadonlySet<string>;
  readonly #file: number;
  #text: string;

  constructor(path: string, header: readonly string[], columns: Readonly<Record<string, ColumnType>>) {
    this.path = path;
    this.#columns = Object.entries(columns);
    this.#names = new Set(Object.keys(columns));
    this.#file = openSync(path, 'w');
    this.#text = `${header.join(',')}\n`;
  }

  write(ends: readonly string[], properties: Readonly<Record<string, Value>>): void {
    const stray = Object.keys(properties).find((name) => !this.#names.has(name));
    if (stray !== undefined) throw new Error(`${this.path} has no column ${stray}`);
    let line = ends.map(quoted).join(',');
    for (const [name, type] of this.#columns)
      line += `${line === '' ? '' : ','}${cell(properties[name], type, name)}`;
    this.#text += `${line}\n`;
    this.count += 1;
    if (this.#text.length > FLUSH_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#text);
    this.#text = '';
  }
}

/** A table with rows in it. */
export interface WrittenTable {
  readonly name: string;
  readonly path: string;
  readonly count: number;
}

/** The files that Neo4j’s importer reads, one for each label or type. */
export class TableFiles {
  readonly #folder: string;
  readonly #files = new Map<string, TableFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(row: Row): void {
    const file = this.#files.get(row.table) ?? this.#open(row.table);
    file.write('from' in row ? [row.from, row.to] : [], row.properties);
  }

  /** @returns the tables that have rows. */
  close(): WrittenTable[] {
    return [...this.#files].map(([name, file]) => {
      file.close();
      return { name, path: file.path, count: file.count };
    });
  }

  #open(name: string): TableFile {
    const file = new TableFile(join(this.#folder, `${name}.csv`), ...headerOf(name));
    this.#files.set(name, file);
    return file;
  }
}

function headerOf(name: string): [header: string[], columns: Readonly<Record<string, ColumnType>>] {
  const nodes = nodeTables.get(name);
  if (nodes) {
    const { columns, key } = nodes;
    const header = Object.entries(columns).map(([column, type]) =>
      column === key?.column ? `${column}:ID(${key.space})` : `${column}:${type}`,
    );
    return [header, columns];
  }
  const table = relationshipTables.get(name);
  if (!table) throw new Error(`there is no table ${name}`);
  const { from, to, columns } = table;
  const header = Object.entries(columns).map(([column, type]) => `${column}:${type}`);
  return [[`:START_ID(${from})`, `:END_ID(${to})`, ...header], columns];
}
