import { type Name, scriptOf } from '../../model/names.ts';
import type { NameKind } from '../../ontology.ts';
import { type FtmEntity, statementsOf } from './ftm-entity.ts';

const kinds: Readonly<Record<string, NameKind>> = {
  name: 'OFFICIAL',
  alias: 'ALIAS',
  previousName: 'ALIAS',
  abbreviation: 'ALIAS',
  weakAlias: 'ALIAS',
};

/** As many as a description brings elsewhere: people on lists have hundreds of spellings, each a key to be found by. */
const MAX_NAMES = 100;

/** BCP 47 of a language in ISO 639-2 or -3: `kaz` is `kk`. Null when it is none. */
function languageOf(code: string | null): string | null {
  try {
    return code === null ? null : (Intl.getCanonicalLocales(code.trim())[0] ?? null);
  } catch {
    return null;
  }
}

/** The names of an entity, those it has officially first, of these the one its publisher shows. */
export function namesOf(entity: FtmEntity, note: (text: string) => void): Name[] {
  const stated = statementsOf(entity, ...Object.keys(kinds))
    .map(({ property, value, language }) => ({
      text: value.trim(),
      language: languageOf(language),
      script: scriptOf(value),
      kind: kinds[property] as NameKind,
    }))
    // Without a letter or digit nobody can be known by it.
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const isShown = ({ kind, text }: Name): boolean => kind === 'OFFICIAL' && text === entity.caption;
  const ordered = [...stated.filter(isShown), ...stated.filter((name) => !isShown(name))];
  const names = new Map<string, Name>();
  for (const name of ordered) {
    const known = names.get(name.text);
    // Of a name that one dataset gives a language and another does not, the language is known.
    if (!known) names.set(name.text, name);
    else if (known.language === null && name.language !== null)
      names.set(name.text, { ...known, language: name.language });
  }
  if (names.size > MAX_NAMES) note(`${names.size} names: the first ${MAX_NAMES} are kept`);
  return [...names.values()].slice(0, MAX_NAMES);
}
