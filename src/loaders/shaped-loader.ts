import DataLoader from 'dataloader';
import type { Columns } from '../graph/row.ts';
import { type Batch, type Reader, requiredColumn } from './read.ts';

/** A shape may be a part of another, and is called otherwise as one. */
const names = { shapes: new WeakMap<object, string>(), parts: new WeakMap<object, string>() };

function remembered(among: keyof typeof names, value: object, name: (value: object) => string): string {
  const known = names[among].get(value);
  if (known !== undefined) return known;
  const found = name(value);
  names[among].set(value, found);
  return found;
}

const partName = (part: unknown): string =>
  typeof part === 'object' && part !== null
    ? remembered('parts', part, JSON.stringify)
    : (JSON.stringify(part) ?? '');

/** Shapes of one batch that say the same have the same name. Most of their parts are the same objects each time. */
export const nameOf = (shape: object): string =>
  remembered('shapes', shape, () => Object.values(shape).map(partName).join());

interface Request<Shape> {
  readonly name: string;
  /** What is read for the shape of that name. */
  readonly shape: Shape;
  readonly key: string;
}

/**
 * What one request reads by one batch. Keys of one shape go in one statement, and what was read stays known: whoever asks
 * for it again, or for what was read ahead, has it at once and without a promise.
 */
export class ShapedLoader<Shape extends object, Value> {
  readonly #reader: Reader;
  readonly #batch: Batch<Shape, Value>;
  #loader: DataLoader<Request<Shape>, Value, string> | undefined;
  readonly #known = new Map<string, Map<string, Value>>();

  constructor(reader: Reader, batch: Batch<Shape, Value>) {
    this.#reader = reader;
    this.#batch = batch;
  }

  /** @param more what is read instead, because it holds what the shape does and something beside. */
  load(shape: Shape, key: string, more = shape): Value | Promise<Value> {
    const name = nameOf(shape);
    const known = this.#known.get(name);
    if (known?.has(key)) return known.get(key) as Value;
    this.#loader ??= new DataLoader((requests) => this.#loadAll(requests), {
      cacheKeyFn: (request) => `${request.key}\n${request.name}`,
    });
    return this.#loader.load({ name, shape: more, key });
  }

  /**
   * Reads ahead for keys whose values will be asked for one by one.
   * @param more as of `load`.
   */
  async readAhead(shape: Shape, keys: readonly string[], more = shape): Promise<readonly Value[]> {
    const name = nameOf(shape);
    const known = this.#known.get(name);
    const wanted = [...new Set(known ? keys.filter((key) => !known.has(key)) : keys)];
    if (wanted.length > 0) await this.#read(name, more, wanted);
    const values = this.#known.get(name);
    return keys.map((key) => values?.get(key) as Value);
  }

  /** Keeps what came along with something else. */
  know(shape: Shape, key: string, value: Value): void {
    this.#knownOf(nameOf(shape)).set(key, value);
  }

  #knownOf(name: string): Map<string, Value> {
    const known = this.#known.get(name) ?? new Map<string, Value>();
    this.#known.set(name, known);
    return known;
  }

  async #read(name: string, shape: Shape, keys: readonly string[]): Promise<readonly Value[]> {
    const values = await this.#reader.ask(this.#batch, nameOf(shape), shape, keys);
    const known = this.#knownOf(name);
    for (const [i, key] of keys.entries()) known.set(key, values[i] as Value);
    return values;
  }

  async #loadAll(requests: readonly Request<Shape>[]): Promise<(Value | Error)[]> {
    const groups = new Map<string, number[]>();
    for (const [position, { name }] of requests.entries()) {
      const group = groups.get(name);
      if (group) group.push(position);
      else groups.set(name, [position]);
    }
    const results = new Array<Value | Error>(requests.length);
    await Promise.all(
      [...groups].map(async ([name, group]) => {
        const members = group.map((position) => requests[position] as Request<Shape>);
        try {
          const { shape } = members[0] as Request<Shape>;
          const values = await this.#read(
            name,
            shape,
            members.map(({ key }) => key),
          );
          for (const [i, position] of group.entries()) results[position] = values[i] as Value;
        } catch (error) {
          // One shape's failure is not its neighbours'.
          for (const position of group) results[position] = error as Error;
        }
      }),
    );
    return results;
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
export function countsByParent(row: Columns | undefined, count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  const n = requiredColumn<number>(row, 'n');
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    counts[position] = n[i] ?? 0;
  });
  return counts;
}
