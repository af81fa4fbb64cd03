import { InputFileError } from '../../errors.ts';
import { nearestNames } from './nearest-names.ts';

const fold = (text: string): string => text.trim().toLowerCase();

/** A set of words that are compared without case and outer blanks. */
export class WordSet {
  private readonly words: ReadonlySet<string>;

  constructor(words: readonly string[] = []) {
    this.words = new Set(words.map(fold));
  }

  has(text: string): boolean {
    return this.words.has(fold(text));
  }
}

/** A table of words that are compared without case and outer blanks; made once for each table of the mapping. */
const tables = new WeakMap<object, ReadonlyMap<string, unknown>>();
export function lookUp<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  let folded = tables.get(table);
  if (!folded) {
    folded = new Map(Object.entries(table).map(([words, value]) => [fold(words), value]));
    tables.set(table, folded);
  }
  return folded.get(fold(text)) as T | undefined;
}

/** A column that a mapping names, and where. */
export interface NamedColumn {
  readonly column: string;
  readonly line: number;
  /** `claims[3].value.column`. */
  readonly path: string;
}

interface ColumnRules {
  readonly columns?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly optional?: readonly string[] | undefined;
  readonly nothing?: readonly string[] | undefined;
}

/** What else than a comma stands between cells: Excel writes semicolons where the decimal sign is a comma. */
const DELIMITERS = { ';': 'semicolons', '\t': 'tabs', '|': '"|"', ',': 'commas' } as const;

/**
 * That a table lies otherwise in its file than it was read: parted by another sign, its header has a column that is missed.
 * It is said and not done: with other delimiters come other decimal signs, and "1,234" would be read for what it is not.
 */
function otherDelimiter(header: readonly string[], heads: readonly string[]): string | null {
  const wanted = new Set(heads.map((head) => head.trim()));
  for (const [delimiter, called] of Object.entries(DELIMITERS)) {
    if (!header.some((cell) => cell.includes(delimiter))) continue;
    // As it stood in the file, where names of columns may hold the sign that it was parted by.
    const line = header.join(delimiter === ',' ? '\t' : ',');
    if (line.split(delimiter).some((cell) => wanted.has(cell.replace(/^\s*"|"\s*$/g, '').trim())))
      return `it looks parted by ${called}: say so in the mapping with \`tables: [{ delimiter: ${JSON.stringify(delimiter)} }]\`, and with \`numbers: { decimal: "," }\` if its figures have a decimal comma`;
  }
  return null;
}

/** Finds the columns of a header by the names that a mapping has for them. */
export class Columns {
  private readonly indexes = new Map<string, number | null>();
  private readonly nothing: WordSet;

  /** @throws InputFileError when the mapping names a column that the header lacks. */
  constructor(file: string, header: readonly string[], rules: ColumnRules, named: readonly NamedColumn[]) {
    this.nothing = new WordSet(rules.nothing);
    const known = new Map(header.map((name, index) => [name.trim(), index]));
    for (const { column, line, path } of named) {
      if (this.indexes.has(column)) continue;
      const heads = rules.columns?.[column] ?? [column];
      const index = heads.map((head) => known.get(head.trim())).find((found) => found !== undefined);
      if (index === undefined && !rules.optional?.includes(column)) {
        const missed = `the table has no column ${heads.map((head) => `"${head}"`).join(' or ')}`;
        const parted = otherDelimiter(header, heads);
        if (parted) throw new InputFileError(file, line, path, `${missed}; ${parted}`);
        const near = nearestNames(heads[0] ?? column, [...known.keys()]).map((name) => `"${name}"`);
        throw new InputFileError(file, line, path, `${missed}; the nearest are ${near.join(', ')}`);
      }
      this.indexes.set(column, index ?? null);
    }
  }

  /** The cells of a row. */
  of(values: readonly string[]): Cells {
    return new Cells(values, this.indexes, this.nothing);
  }
}

/** A row's cells by the names of their columns, trimmed. */
export class Cells {
  private readonly values: readonly string[];
  private readonly indexes: ReadonlyMap<string, number | null>;
  private readonly nothing: WordSet;

  constructor(values: readonly string[], indexes: ReadonlyMap<string, number | null>, nothing: WordSet) {
    this.values = values;
    this.indexes = indexes;
    this.nothing = nothing;
  }

  /** What the cell holds, even when it means nothing. */
  raw(column: string): string {
    const index = this.indexes.get(column) ?? null;
    return index === null ? '' : (this.values[index] ?? '').trim();
  }

  /** What the cell says; null when that is nothing. */
  get(column: string, alsoNothing?: readonly string[]): string | null {
    const raw = this.raw(column);
    const saysNothing =
      raw === '' || this.nothing.has(raw) || (alsoNothing?.some((word) => fold(word) === fold(raw)) ?? false);
    return saysNothing ? null : raw;
  }
}
