import { nameOfKey } from './match-name.ts';

/**
 * Under what a name is looked for again when it is not written quite alike. Only names of one block are compared, so that no
 * pair of all has to be. The migration that added the blocks computes the same in Cypher.
 */
export interface NameBlocks {
  /** How often each consonant and digit occurs: the same whatever the vowels, the blanks and the words' order. */
  readonly lettersBlock: string;
  /** The consonants of the first words; null where there are too few. */
  readonly headBlock: string | null;
}

/** Letters that stand for each other between alphabets and their transliterations; vowels stand for nothing. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['x', 'ks'],
  ['q', 'k'],
  ['c', 'k'],
  ['w', 'v'],
  ['z', 's'],
  ['j', 's'],
]);
const CHANGED = /[xqcwzjaeiouyh]/g;
const DOUBLED = /([bdfgklmnprstv])\1/g;
const COUNTED = [...'0123456789bdfgklmnprstv'];
/** Fewer consonants of a whole name say too little: `Ural` and `Orel`. */
const ENOUGH = 3;
/** Beginnings are shared by more names. */
const ENOUGH_OF_HEAD = 4;

/** Takes doubled consonants for one: `Allur`, `Alur`. */
const single = (text: string): string => text.replace(DOUBLED, '$1');

const consonantsAndDigits = (text: string): string =>
  text.replace(CHANGED, (letter) => LETTERS.get(letter) ?? '');

const withoutDigits = (text: string): string => text.replace(/\d/g, '');

/** What is heard of a folded name, about: its consonants. `qostanay` and `kostanai` are both `kstn`. */
export const consonantsOf = (folded: string): string =>
  single(withoutDigits(consonantsAndDigits(folded)).replaceAll(' ', ''));

/** Each consonant and digit with how often it occurs: `k1m1r1t1`. */
function countsOf(letters: string): string {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return COUNTED.reduce(
    (text, letter) => text + (counts.has(letter) ? `${letter}${counts.get(letter)}` : ''),
    '',
  );
}

/** The consonants of as many first words as give enough. */
function headOf(spaced: string): string {
  let head = '';
  for (const word of spaced.split(' ')) {
    if (head.length >= ENOUGH_OF_HEAD) break;
    head = single(head + withoutDigits(word));
  }
  return head;
}

/** The blocks of a match key (`KIND|name`); names of two kinds share none. */
export function blocksOf(matchKey: string): NameBlocks {
  const name = nameOfKey(matchKey);
  const kind = matchKey.slice(0, matchKey.length - name.length);
  const spaced = consonantsAndDigits(name);
  const letters = single(spaced.replaceAll(' ', ''));
  const isTelling = withoutDigits(letters).length >= ENOUGH;
  const head = headOf(spaced);
  return {
    lettersBlock: kind + (isTelling ? countsOf(letters) : `=${name.replaceAll(' ', '')}`),
    headBlock: head.length < ENOUGH_OF_HEAD ? null : kind + head,
  };
}
