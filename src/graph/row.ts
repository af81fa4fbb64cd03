/** What has columns, by their names. */
export interface Columns {
  get(name: string): unknown;
}

/** A row of an answer. The driver’s records are such rows. */
export interface Row extends Columns {
  toObject(): Readonly<Record<string, unknown>>;
}

/** A row whose columns came as one list. */
export class ListedRow implements Row {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #values: readonly unknown[];

  constructor(positions: ReadonlyMap<string, number>, values: readonly unknown[]) {
    this.#positions = positions;
    this.#values = values;
  }

  get(name: string): unknown {
    const position = this.#positions.get(name);
    if (position === undefined) throw new Error(`the statement returns no ${name}`);
    return this.#values[position];
  }

  toObject(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#positions].map(([name, i]) => [name, this.#values[i]]));
  }
}
