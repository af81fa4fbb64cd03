/** A statement's share of work: large enough to spare round trips, small enough to keep a transaction's memory low. */
export const BATCH_SIZE = 1_000;

export function* inBatches<T>(items: readonly T[], size = BATCH_SIZE): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** Groups items by a key, in the order the keys first appear. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
