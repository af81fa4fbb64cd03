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
const LETTERS: readonly (readonly [letter: string, as: string])[] = [
  ['x', 'ks'],
  ['q', 'k'],
  ['c', 'k'],
  ['w', 'v'],
  ['z', 's'],
  ['j', 's'],
  ...[...'aeiouyh'].map((vowel) => [vowel, ''] as const),
];
const CONSONANTS = [...'bdfgklmnprstv'];
const COUNTED = [...'0123456789', ...CONSONANTS];
/** Fewer consonants of a whole name say too little: `Ural` and `Orel`. */
const ENOUGH = 3;
/** Beginnings are shared by more names. */
const ENOUGH_OF_HEAD = 4;

/** Takes doubled consonants for one: `Allur`, `Alur`. */
const single = (text: string): string =>
  CONSONANTS.reduce((rest, letter) => rest.replaceAll(letter + letter, letter), text);

const consonantsAndDigits = (text: string): string =>
  LETTERS.reduce((rest, [letter, as]) => rest.replaceAll(letter, as), text);

const withoutDigits = (text: string): string => text.replace(/\d/g, '');

/** What is heard of a folded name, about: its consonants. `qostanay` and `kostanai` are both `kstn`. */
export const consonantsOf = (folded: string): string =>
  single(withoutDigits(consonantsAndDigits(folded)).replaceAll(' ', ''));

/** The blocks of a match key (`KIND|name`); names of two kinds share none. */
export function blocksOf(matchKey: string): NameBlocks {
  const bar = matchKey.indexOf('|');
  const kind = matchKey.slice(0, bar + 1);
  const name = matchKey.slice(bar + 1);
  const spaced = consonantsAndDigits(name);
  const letters = single(spaced.replaceAll(' ', ''));
  const head = spaced
    .split(' ')
    .reduce(
      (begun, word) => (begun.length < ENOUGH_OF_HEAD ? single(begun + withoutDigits(word)) : begun),
      '',
    );
  const isTelling = withoutDigits(letters).length >= ENOUGH;
  const counts = COUNTED.map((letter) => [letter, letters.split(letter).length - 1] as const);
  return {
    lettersBlock:
      kind +
      (isTelling
        ? counts.map(([letter, count]) => (count > 0 ? letter + count : '')).join('')
        : `=${name.replaceAll(' ', '')}`),
    headBlock: head.length < ENOUGH_OF_HEAD ? null : kind + head,
  };
}
