import type { Cells } from './cells.ts';
import { languageOf } from './languages.ts';
import type { EntityDescription } from './mapped.ts';
import type { NameSpec } from './mapping-format.ts';
import { readWords } from './read-cell.ts';
import { splitList } from './split-list.ts';

type EntityName = EntityDescription['names'][number];

/** Parts "El Mutún (Spanish)" into its words and what stands in the last brackets. */
export function lastBrackets(text: string): { before: string; inside: string | null } {
  const found = /^(.+?)\s*[(（]([^()（）]*)[)）]$/su.exec(text);
  return found ? { before: found[1] ?? '', inside: found[2] ?? '' } : { before: text, inside: null };
}

function nameOf(item: string, spec: NameSpec): EntityName {
  const kind = spec.kind ?? 'OFFICIAL';
  const language = spec.language ?? null;
  const { before, inside } = lastBrackets(item);
  if (inside === null || (spec.brackets ?? 'keep') === 'keep') return { text: item, language, kind };
  if (spec.brackets === 'drop') return { text: before, language, kind };
  // "(Russian, predecessor)": the language is one of the words.
  const said = inside
    .split(',')
    .map(languageOf)
    .find((code) => code !== undefined);
  return said ? { text: before, language: said, kind } : { text: item, language, kind };
}

/** The names that a row gives an entity, each once; the first is its main name. */
export function readNames(cells: Cells, specs: readonly NameSpec[]): EntityName[] {
  const names = new Map<string, EntityName>();
  for (const spec of specs) {
    if (spec.fallback && names.size > 0) continue;
    const said = readWords(cells, spec.text);
    if (said === null) continue;
    for (const item of spec.list ? splitList(said, spec.list) : [said]) {
      const name = nameOf(item, spec);
      if (!names.has(name.text)) names.set(name.text, name);
    }
  }
  return [...names.values()];
}
