import type { ClaimSpec } from './mapping-format.ts';

/** Replaces <name> in all texts below a value, keys of tables included. */
function fill(value: unknown, entry: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/<([a-z][a-z0-9-]*)>/g, (whole, name) => entry[name] ?? whole);
  if (Array.isArray(value)) return value.map((item) => fill(item, entry));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, entry)]));
  return value;
}

/** A claim written out once for each of its entries. `refuse` is told of an entry that lacks a name that others have. */
export function expandEach(spec: ClaimSpec, refuse: (reason: string) => never): ClaimSpec[] {
  const { each, ...claim } = spec;
  if (!each) return [spec];
  const names = new Set(each.flatMap((entry) => Object.keys(entry)));
  return each.map((entry) => {
    const missing = [...names].find((name) => entry[name] === undefined);
    if (missing !== undefined) refuse(`each entry needs "${missing}", as the others have it`);
    return fill(claim, entry) as ClaimSpec;
  });
}
