import type { BenchGraph } from './model.ts';
import { groupNames } from './shape.ts';
import { LEGAL_FORMS } from './words.ts';

const wordsOf = (name: string): string[] => name.toLowerCase().match(/[a-z]{3,}/g) ?? [];
const forms = new Set(LEGAL_FORMS.flatMap(wordsOf));

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** How many investments each organization has made, and how many each country has received. */
export function countInvestments({ plan, entityAt, shape }: BenchGraph): {
  readonly made: ReadonlyMap<string, number>;
  readonly inCountries: ReadonlyMap<string, number>;
} {
  const countries = new Set(Array.from({ length: shape.countries }, (_, n) => entityAt.countryId(n)));
  const made = new Map<string, number>();
  const inCountries = new Map<string, number>();
  for (const group of groupNames)
    for (const { predicate, subject, object } of plan.of(group)) {
      if (predicate !== 'INVESTED_IN' || object === undefined) continue;
      add(made, subject);
      if (countries.has(object)) add(inCountries, object);
    }
  return { made, inCountries };
}

/** How many entities each word is in the name of; legal forms are nothing that anybody looks for. */
export function countWords(graph: BenchGraph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of graph.entities())
    for (const word of new Set(wordsOf(name))) if (!forms.has(word)) add(counts, word);
  return counts;
}
