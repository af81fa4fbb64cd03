import type { Problems } from './mutation-problems.ts';

/** What is looked up by index, which holds keys of 8 kB: names, identifiers, keys. */
const SHORT = 500;
/** What is only kept and shown. */
const LONG = 10_000;
const long: ReadonlySet<string> = new Set(['text', 'quote', 'description', 'title', 'url']);

/** Finds texts in an input that are longer than the graph takes. */
export function checkLengths(
  value: unknown,
  path: string,
  problems: Problems,
  field = '',
  parent = '',
): void {
  if (typeof value === 'string') {
    const maximum = long.has(field) && parent !== 'names' ? LONG : SHORT;
    if (value.length > maximum) problems.add(path, `at most ${maximum} characters, not ${value.length}`);
  } else if (Array.isArray(value))
    value.forEach((item, i) => {
      checkLengths(item, `${path}[${i}]`, problems, field, parent);
    });
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value))
      checkLengths(part, `${path}.${name}`, problems, name, field);
}
