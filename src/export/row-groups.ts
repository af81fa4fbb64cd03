import type { Row } from './column.ts';

/** Rows in groups of one size, whatever pages they came in; only the last may be smaller. */
export class RowGroups {
  readonly #size: number;
  #rows: Row[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** Takes rows. @returns the groups that are full now. */
  add(rows: readonly Row[]): Row[][] {
    const groups: Row[][] = [];
    for (const row of rows) {
      this.#rows.push(row);
      if (this.#rows.length < this.#size) continue;
      groups.push(this.#rows);
      this.#rows = [];
    }
    return groups;
  }

  /** The rows that fill no group. */
  rest(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}
