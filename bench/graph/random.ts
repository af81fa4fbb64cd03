/** Scatters the bits of a whole number (the finalizer of MurmurHash3). */
function scatter(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * Numbers drawn at random that are the same whenever they are drawn for the same thing: a graph of any size can be walked
 * again from anywhere without being remembered.
 */
export class Draws {
  #state: number;

  /** @param stream tells apart what is drawn for; @param index which of them. */
  constructor(seed: number, stream: number, index: number) {
    this.#state = scatter(scatter(scatter(seed + 0x9e3779b9) ^ stream) ^ index) ^ Math.floor(index / 2 ** 32);
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** A whole number from 0 up to `count`; the chance of `n` falls with n to the power of -0.6, so that degrees follow a power law. */
  skewedBelow(count: number): number {
    return Math.min(count - 1, Math.floor(count * this.next() ** 2.5));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** One of several, each as often as its weight. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      if (left < weight) return item;
      left -= weight;
    }
    return (items.at(-1) as readonly [T, number])[0];
  }
}
