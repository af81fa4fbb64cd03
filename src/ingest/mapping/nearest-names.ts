/** How many single letters must be put in, taken out or changed to turn one text into the other (Levenshtein). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The names most like the one that was not found, best first. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): string[] {
  const plain = wanted.toLowerCase();
  const farness = new Map(names.map((name) => [name, distance(plain, name.toLowerCase())]));
  return [...farness.keys()]
    .toSorted((a, b) => (farness.get(a) ?? 0) - (farness.get(b) ?? 0))
    .slice(0, count);
}
