import anyAscii from 'any-ascii';
import type { NameKind } from '../ontology.ts';

export interface Name {
  readonly text: string;
  /** BCP 47 language, for example `kk`, or null when unknown. */
  readonly language: string | null;
  /** ISO 15924 script, for example `Cyrl`. */
  readonly script: string | null;
  readonly kind: NameKind;
}

const scripts: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['Cyrl', /\p{Script=Cyrillic}/u],
  ['Arab', /\p{Script=Arabic}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Kore', /\p{Script=Hangul}/u],
  ['Hani', /\p{Script=Han}/u],
  ['Latn', /\p{Script=Latin}/u],
];

/** The script a text is written in, as far as its letters tell. */
export function scriptOf(text: string): string | null {
  return scripts.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Soft and hard signs, and apostrophes within a word: Тольятти, Chang’an. */
const WORD_INNER_MARKS = /[ьъ]|(?<=\p{L})['’‘ʼʹʺʻ`](?=\p{L})/giu;

/**
 * A name without case, script, accents and punctuation, words separated by one blank: «Қостанай» -> `qostanay`,
 * «长安汽车» -> `zhang an qi che` (a character has one reading). Names that fold alike may be one name in two scripts.
 */
export function foldName(text: string): string {
  const spaced = text
    .normalize('NFKC')
    .replace(WORD_INNER_MARKS, '')
    .replace(/\p{Script=Han}/gu, (character) => ` ${character} `);
  return anyAscii(spaced)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What is not seen: zero-width characters, soft hyphens and other marks that copied text brings along. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** A text in letters of one width and without what is not seen, as foldName reads it. */
export const asSeen = (text: string): string => text.normalize('NFKC').replace(UNSEEN, '');

/** Vowel points of Arabic and Hebrew, which most texts leave out. */
const VOWEL_POINTS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;

export const withoutVowelPoints = (text: string): string => text.replace(VOWEL_POINTS, '');

/** A name folded as it is written and, where it has vowel points, without them: it is known by either. */
export const foldings = (text: string): string[] => [
  ...new Set([foldName(text), foldName(withoutVowelPoints(text))]),
];

const kindOrder: readonly NameKind[] = ['OFFICIAL', 'ALIAS', 'TRANSLITERATION'];

/** A language tag and what it is a kind of, nearest first: `zh-hans-cn`, `zh-hans`, `zh` (RFC 4647, lookup). */
function lookedUp(language: string): string[] {
  const subtags = language.toLowerCase().split('-');
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-'));
}

/** The first name in a language, else in a kind of it: asked for `zh`, one in `zh-Hant` will do. */
function nameIn(names: readonly Name[], language: string): Name | undefined {
  const languages = names.map((name) => name.language?.toLowerCase());
  for (const wanted of lookedUp(language)) {
    const exact = languages.indexOf(wanted);
    const near = exact < 0 ? languages.findIndex((known) => known?.startsWith(`${wanted}-`)) : exact;
    if (near >= 0) return names[near];
  }
  return undefined;
}

/**
 * The name to show: in the language asked for, or the nearest one, where there is one; else in English, else in Latin script,
 * else the first. Among these an official name comes first.
 */
export function bestName(names: readonly Name[], language?: string | null): string | null {
  const ordered = names.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
  const found =
    (language && nameIn(ordered, language)) ||
    ordered.find((name) => name.language === 'en') ||
    ordered.find((name) => name.script === 'Latn') ||
    ordered[0];
  return found ? found.text : null;
}
