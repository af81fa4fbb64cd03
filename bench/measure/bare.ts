/**
 * An answer without its field names: its leaves, in the order in which they were asked for, and its lists. Nothing is the same as
 * null. So the answers of servers that name and nest things differently can be compared.
 */
export function bare(answer: unknown): unknown[] {
  if (answer === null || answer === undefined) return [];
  if (Array.isArray(answer)) return [answer.map(bare)];
  if (typeof answer === 'object') return Object.values(answer).flatMap(bare);
  return [answer];
}

/** Where two values first differ, and what each has there; null when they are the same. */
export function firstDifference(one: unknown, other: unknown, path = ''): string | null {
  if (Array.isArray(one) && Array.isArray(other)) {
    for (let i = 0; i < Math.max(one.length, other.length); i += 1) {
      const difference = firstDifference(one[i], other[i], `${path}[${i}]`);
      if (difference) return difference;
    }
    return null;
  }
  const [a, b] = [JSON.stringify(one) ?? 'nothing', JSON.stringify(other) ?? 'nothing'];
  return a === b ? null : `at ${path || 'the top'}: ${a.slice(0, 300)} and ${b.slice(0, 300)}`;
}

/** Columns of one length as rows, one of them as it would come in an answer. */
export function rows(columns: Readonly<Record<string, readonly unknown[]>>): unknown[][] {
  const [first = []] = Object.values(columns);
  return first.map((_, i) => Object.values(columns).flatMap((column) => bare(column[i])));
}
