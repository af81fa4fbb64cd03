import leven from 'leven';
import { consonantsOf } from './name-blocks.ts';

/** In what way two names are alike, the surest first. */
export type NameLikenessKind =
  | 'SAME_NAME'
  | 'SAME_COMPACT_NAME'
  | 'SAME_WORDS'
  | 'SIMILAR_NAME'
  | 'SAME_BEGINNING';

/** A folded name, taken apart once for all that it is compared with. */
export interface ComparedName {
  readonly text: string;
  readonly words: readonly string[];
  readonly compact: string;
  readonly sorted: string;
  /** What tells `Unit 1` from `Unit 2`, in order. */
  readonly numbers: readonly string[];
  /** The words without what tells them apart by number. */
  readonly unnumbered: readonly string[];
}

export interface NameLikeness {
  readonly kind: NameLikenessKind;
  /** From 0, not alike, to 1: the same. */
  readonly degree: number;
  readonly detail: string;
}

/** Not I, V and X, which are as often initials and count as letters do, at a name's end; nor XI, a syllable of Chinese. */
const ROMAN = new Map(
  'ii iii iv vi vii viii ix xii xiii xiv xv'
    .split(' ')
    .map((numeral, i) => [numeral, String([2, 3, 4, 6, 7, 8, 9, 12, 13, 14, 15][i])] as const),
);
/** Words of which a letter or two may differ, as far as the rest of the word agrees. */
const LEAST_WORD_LIKENESS = 0.7;
/** How alike words are of which only vowels and doubled letters differ. */
const HEARD_ALIKE = 0.95;
/** A beginning shorter than this (`Ural`, `China`) is no name. */
const LEAST_BEGINNING = 6;

/** The number that a word is or holds; null for a word proper. */
function numberOf(word: string, position: number, count: number): string | null {
  const digits = /\d+/.exec(word)?.[0];
  if (digits !== undefined) return digits.replace(/^0+(?=\d)/, '');
  if (position === 0) return null;
  return ROMAN.get(word) ?? (word.length === 1 && position === count - 1 ? word : null);
}

export function comparedName(text: string): ComparedName {
  const words = text.split(' ');
  const numbers = words.map((word, i) => numberOf(word, i, words.length));
  return {
    text,
    words,
    compact: words.join(''),
    sorted: words.toSorted().join(' '),
    numbers: numbers.filter((number) => number !== null).toSorted(),
    unnumbered: words
      .map((word, i) => (numbers[i] === null ? word : /\d/.test(word) ? word.replace(/\d+/g, '') : ''))
      .filter((word) => word !== ''),
  };
}

const quoted = (name: ComparedName): string => `“${name.text}”`;

/** How alike two texts are by their letters: 1 minus the share of the longer one that would have to be changed. */
function spelledAlike(one: string, other: string, least: number): number {
  const longest = Math.max(one.length, other.length);
  const most = Math.floor(longest * (1 - least));
  if (Math.abs(one.length - other.length) > most) return 0;
  const distance = leven(one, other, { maxDistance: most + 1 });
  return distance > most ? 0 : 1 - distance / longest;
}

/** How alike two words are. Where only vowels and doubled letters differ they may be one word in two transliterations. */
function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const spelled = spelledAlike(one, other, LEAST_WORD_LIKENESS);
  const [heard, otherHeard] = [consonantsOf(one), consonantsOf(other)];
  return heard.length >= 3 && heard === otherHeard ? Math.max(spelled, HEARD_ALIKE) : spelled;
}

/** The least alike of the words at the same places: one word that differs makes another name. */
function wordByWord(one: readonly string[], other: readonly string[]): number {
  let least = 1;
  for (let i = 0; i < one.length && least > 0; i += 1)
    least = Math.min(least, wordLikeness(one[i] ?? '', other[i] ?? ''));
  return least;
}

const isBeginning = (short: readonly string[], long: readonly string[]): boolean =>
  short.length < long.length && short.every((word, i) => word === long[i]);

/** Whether all words of the shorter name are in the longer one: it says more, and is no other spelling. */
function isContained(short: readonly string[], long: readonly string[]): boolean {
  const words = new Set(long);
  return short.every((word) => words.has(word));
}

const likeness = (kind: NameLikenessKind, degree: number, detail: string): NameLikeness => ({
  kind,
  degree,
  detail,
});

/** In what way two different names are nearly the same. */
function similarity(a: ComparedName, b: ComparedName): NameLikeness | null {
  const [one, other] = [a.unnumbered, b.unnumbered];
  if (one.length === 0 || other.length === 0) return null;
  if (one.length === other.length) {
    const worst = wordByWord(one, other);
    if (worst === 0) return null;
    const degree = (worst + Math.max(worst, spelledAlike(one.join(''), other.join(''), 0))) / 2;
    const what = degree === 1 ? 'are the same but for a number' : 'differ in some letters';
    return likeness('SIMILAR_NAME', degree, `${quoted(a)} and ${quoted(b)} ${what}`);
  }
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (isContained(short, long)) return null;
  const degree = spelledAlike(short.join(''), long.join(''), 0.85);
  if (degree === 0) return null;
  return likeness(
    'SIMILAR_NAME',
    degree,
    `${quoted(a)} and ${quoted(b)} differ in some letters and in spaces`,
  );
}

/** In what way two names, folded and without legal forms, are alike; null when they are not. */
export function compareNames(a: ComparedName, b: ComparedName): NameLikeness | null {
  if (a.text === b.text) return likeness('SAME_NAME', 1, `both are called ${quoted(a)}`);
  if (a.compact === b.compact)
    return likeness('SAME_COMPACT_NAME', 1, `${quoted(a)} and ${quoted(b)} differ in spaces only`);
  if (a.sorted === b.sorted)
    return likeness('SAME_WORDS', 1, `${quoted(a)} and ${quoted(b)} are the same words in another order`);
  const similar = similarity(a, b);
  if (similar) return similar;
  const [short, long] = a.words.length < b.words.length ? [a, b] : [b, a];
  if (short.compact.length < LEAST_BEGINNING || !isBeginning(short.words, long.words)) return null;
  return likeness('SAME_BEGINNING', 1, `${quoted(long)} begins with ${quoted(short)}`);
}
