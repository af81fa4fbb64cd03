import DataLoader from 'dataloader';
import type { Record as Row } from 'neo4j-driver';
import { requiredColumn } from './read.ts';

/**
 * Batches by what is asked, not only by whom: keys whose shape (order, filter, page, columns) is the same go in one
 * statement, the others in one each. `run` answers keys in their order.
 */
export class ShapedLoader<Shape, Value> {
  readonly #loader: DataLoader<{ shape: string; key: string }, Value, string>;
  readonly #shapes = new Map<string, Shape>();
  readonly #names = new WeakMap<object, string>();

  constructor(run: (shape: Shape, keys: readonly string[]) => Promise<readonly Value[]>) {
    this.#loader = new DataLoader(
      async (requests) => {
        const positions = new Map<string, number[]>();
        for (const [position, { shape }] of requests.entries()) {
          const group = positions.get(shape);
          if (group) group.push(position);
          else positions.set(shape, [position]);
        }
        const results = new Array<Value | Error>(requests.length);
        await Promise.all(
          [...positions].map(async ([name, group]) => {
            const shape = this.#shapes.get(name) as Shape;
            try {
              const values = await run(
                shape,
                group.map((position) => requests[position]?.key ?? ''),
              );
              group.forEach((position, index) => {
                results[position] = values[index] as Value;
              });
            } catch (error) {
              // One shape's failure is not its neighbours'.
              for (const position of group) results[position] = error as Error;
            }
          }),
        );
        return results;
      },
      { cacheKeyFn: ({ shape, key }) => `${key}\n${shape}` },
    );
  }

  load(shape: Shape & object, key: string): Promise<Value> {
    let name = this.#names.get(shape);
    if (name === undefined) {
      name = JSON.stringify(shape);
      this.#names.set(shape, name);
      this.#shapes.set(name, shape);
    }
    return this.#loader.load({ shape: name, key });
  }
}

/** Puts a batch's rows back to their parents: `parents[i]` is the position of row i's key. */
export function byParent<T>(parents: readonly number[], rows: readonly T[], count: number): T[][] {
  const groups = Array.from({ length: count }, (): T[] => []);
  rows.forEach((row, i) => {
    groups[parents[i] ?? -1]?.push(row);
  });
  return groups;
}

/** The counts of a one-row answer `parent`, `n`; 0 for a parent that has none. */
export function countsByParent(row: Row | undefined, count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  const n = requiredColumn<number>(row, 'n');
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    counts[position] = n[i] ?? 0;
  });
  return counts;
}
