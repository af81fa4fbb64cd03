import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';
import { foldName } from '../../model/names.ts';
import { countryAliases } from './country-aliases.ts';

/** A country as the graph knows it. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** `place_kazakhstan`: of its name in English. */
  readonly id: string;
  readonly names: readonly { readonly text: string; readonly language: string }[];
}

/** Languages of the names that countries get. */
const LANGUAGES = ['en', 'kk', 'ru', 'zh'] as const;

interface Directory {
  readonly byName: ReadonlyMap<string, string>;
  readonly byCode: ReadonlyMap<string, Country>;
}

let directory: Directory | undefined;

/** Words joined by `_` that can stand in an id. */
export const slug = (text: string): string => foldName(text).replaceAll(' ', '_');

/** Reads the names when a country is first asked for: they are 100 KB. */
function readDirectory(): Directory {
  const require = createRequire(import.meta.url);
  for (const language of LANGUAGES)
    countries.registerLocale(
      JSON.parse(readFileSync(require.resolve(`i18n-iso-countries/langs/${language}.json`), 'utf8')),
    );
  const byName = new Map<string, string>();
  const byCode = new Map<string, Country>();
  const english = countries.getNames('en', { select: 'all' });
  for (const code of Object.keys(countries.getAlpha2Codes())) {
    const aliases = countryAliases[code] ?? [];
    const official = english[code] ?? [];
    const shown = aliases[0] ?? official[0] ?? code;
    for (const name of [...aliases, ...official]) {
      // "Congo" is two countries: it is neither.
      const key = foldName(name);
      byName.set(key, byName.has(key) && byName.get(key) !== code ? '' : code);
    }
    const names = LANGUAGES.flatMap((language) => {
      const all = language === 'en' ? [shown] : [countries.getName(code, language) ?? ''];
      return all.filter((text) => text !== '').map((text) => ({ text, language }));
    });
    byCode.set(code, { code, id: `place_${slug(shown)}`, names });
  }
  return { byName, byCode };
}

/** The country of a name in English or of an ISO 3166-1 code; undefined when there is none such. */
export function countryOf(text: string): Country | undefined {
  directory ??= readDirectory();
  const trimmed = text.trim();
  const byCode = /^[A-Z]{2}$/.test(trimmed)
    ? trimmed
    : /^[A-Z]{3}$/.test(trimmed)
      ? countries.alpha3ToAlpha2(trimmed)
      : undefined;
  return (
    directory.byCode.get(byCode ?? '') ?? directory.byCode.get(directory.byName.get(foldName(trimmed)) ?? '')
  );
}
