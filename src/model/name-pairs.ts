import { nameWeight } from './merge-score.ts';
import { type ComparedName, comparedName, compareNames } from './name-likeness.ts';

/** A block: names, each as its match key (`KIND|name`) and the ids of those who carry it. */
export type Block = readonly (readonly [key: string, ...ids: string[]])[];

/** Two ids, the smaller first, as one text. */
const pairKey = (one: string, other: string): string =>
  one < other ? `${one}\n${other}` : `${other}\n${one}`;

const idsOfPair = (key: string): readonly [string, string] => {
  const [one = '', other = ''] = key.split('\n');
  return [one, other];
};

/** Who carries names that are alike: pairs of ids and what their names say at most. The best are kept, the others counted. */
export class NamePairs {
  readonly #least: number;
  readonly #most: number;
  readonly #only: string | null;
  #pairs = new Map<string, number>();
  #cut = 0;

  /** @param least what names must say · @param most pairs kept · @param only the id that must be in them, if any. */
  constructor(least: number, most: number, only: string | null) {
    this.#least = least;
    this.#most = most;
    this.#only = only;
  }

  add(block: Block): void {
    const names = block.map(([key, ...ids]) => ({
      name: comparedName(key.slice(key.indexOf('|') + 1)),
      ids,
    }));
    names.forEach((one, i) => {
      // Names before it were compared with it already; itself, where several carry it.
      for (let j = one.ids.length > 1 ? i : i + 1; j < names.length; j += 1) {
        const other = names[j];
        if (other) this.#compare(one, other);
      }
    });
    if (this.#pairs.size > 2 * this.#most) this.#keepBest();
  }

  #compare(
    one: { readonly name: ComparedName; readonly ids: readonly string[] },
    other: { readonly name: ComparedName; readonly ids: readonly string[] },
  ): void {
    const only = this.#only;
    if (only !== null && !one.ids.includes(only) && !other.ids.includes(only)) return;
    const likeness = compareNames(one.name, other.name);
    const weight = likeness ? nameWeight(likeness) : 0;
    if (weight === 0 || weight < this.#least) return;
    for (const id of one.ids)
      for (const otherId of other.ids) {
        if (id === otherId || (only !== null && id !== only && otherId !== only)) continue;
        const key = pairKey(id, otherId);
        if (weight > (this.#pairs.get(key) ?? 0)) this.#pairs.set(key, weight);
      }
  }

  #keepBest(): void {
    const best = [...this.#pairs].sort(([a, weight], [b, other]) => other - weight || (a < b ? -1 : 1));
    this.#cut += Math.max(0, best.length - this.#most);
    this.#pairs = new Map(best.slice(0, this.#most));
  }

  /** @returns the pairs, and how many more there were. */
  end(): { pairs: readonly (readonly [string, string])[]; cut: number } {
    this.#keepBest();
    return { pairs: [...this.#pairs.keys()].map(idsOfPair), cut: this.#cut };
  }
}
