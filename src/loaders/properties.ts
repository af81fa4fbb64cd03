import type { Columns } from '../graph/row.ts';

/** Columns that an answer holds as one list, a column for each property that was asked for. */
class PropertyColumns implements Columns {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #columns: readonly unknown[];

  constructor(positions: ReadonlyMap<string, number>, columns: readonly unknown[]) {
    this.#positions = positions;
    this.#columns = columns;
  }

  /** Null of a property that was not asked for. */
  get(name: string): unknown {
    const position = this.#positions.get(name);
    return position === undefined ? null : this.#columns[position];
  }
}

/** The properties that a selection needs: what is sent, and how what comes back is read. */
export interface Properties {
  /** The very list each time. */
  readonly names: readonly string[];
  /** @param columns the answer’s list; of what did not come, there is nothing in any column. */
  read(columns: unknown): Columns;
}

const propertiesOf = (names: readonly string[]): Properties => {
  const positions = new Map(names.map((name, i) => [name, i]));
  return { names, read: (columns) => new PropertyColumns(positions, (columns ?? []) as readonly unknown[]) };
};

/**
 * Finds the properties that selections of groups need. Statements take them by name (`[p IN $ask.facts | [f IN facts | f[p]]]`),
 * so that a text serves every selection, reads nothing that is not selected, and is short.
 * @param always what every selection needs.
 */
export function propertyGroups<Group extends string>(
  groups: Readonly<Record<Group, readonly string[]>>,
  always: readonly string[] = [],
): (selected: Readonly<Partial<Record<Group, boolean>>>) => Properties {
  const remembered = new WeakMap<object, Properties>();
  const entries = Object.entries(groups) as [Group, readonly string[]][];
  return (selected) => {
    const known = remembered.get(selected);
    if (known) return known;
    const found = propertiesOf([
      ...always,
      ...entries.flatMap(([group, names]) => (selected[group] ? names : [])),
    ]);
    remembered.set(selected, found);
    return found;
  };
}
