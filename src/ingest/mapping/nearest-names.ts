import leven from 'leven';

/** The names most like the one that was not found, best first. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): string[] {
  const plain = wanted.toLowerCase();
  const farness = new Map(names.map((name) => [name, leven(plain, name.toLowerCase())]));
  return [...farness.keys()]
    .toSorted((a, b) => (farness.get(a) ?? 0) - (farness.get(b) ?? 0))
    .slice(0, count);
}
