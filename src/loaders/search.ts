import neo4j from 'neo4j-driver';
import { InvalidArgument } from '../errors.ts';
import { NOT_OURS } from '../model/cursor.ts';
import { matchName } from '../model/match-name.ts';
import { asSeen, foldName, withoutVowelPoints } from '../model/names.ts';
import { type Page, type PageRequest, toPage } from '../model/page.ts';
import type { EntityKind } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityProperties, entityRows } from './entities.ts';
import { type Batch, requiredColumn, statementAt } from './read.ts';
import { byParent, countsByParent } from './shaped-loader.ts';

export interface Hit {
  readonly entity: EntityRow;
  readonly score: number;
}

export const searchOrder = 'SCORE';

/** How many letters may differ: none in short words, as users of other search boxes know it. */
const editsFor = (word: string): number => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2);

const IDEOGRAPHS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/** Words that the index's analyzer leaves out, and that no search therefore finds. */
const STOP_WORDS = new Set(
  'a and are as at be but by for if in into is it no not of on or s such t that the their then there these they this to was will with www'.split(
    ' ',
  ),
);

/** The ways in which one word may be found, best first; a word in letters that are no sound, as it stands; one with vowel points also without. */
function alternatives(word: string, isLoose: boolean): string {
  if (IDEOGRAPHS.test(word)) return word.length === 1 ? `${word}*` : `"${word}"`;
  const pointed = inLetters(word, isLoose);
  const plain = inLetters(withoutVowelPoints(word), isLoose);
  return pointed === plain || plain === '' ? pointed : `(${pointed}) OR (${plain})`;
}

/** A word folded: as it is, at a word’s beginning, or with other letters. */
function inLetters(word: string, isLoose: boolean): string {
  const ways = foldName(word)
    .split(' ')
    .filter((folded) => folded !== '')
    .map((folded) => {
      const edits = isLoose ? editsFor(folded) : 0;
      return `(${folded}^4 OR ${folded}*^2${edits > 0 ? ` OR ${folded}~${edits}` : ''})`;
    });
  return ways.join(' AND ');
}

/** A search as Lucene queries: every word must be found. */
export interface SearchQuery {
  /** Each word as it is or at a word's beginning. */
  readonly strict: string;
  /** The same, or with a letter or two different: costs twice as much. */
  readonly loose: string;
  /** All of it as a name, folded: who is called so comes first. */
  readonly name: string;
}

/**
 * Reads a search, in any script. Only letters and digits of the text get in, so no syntax does.
 * @returns null when the text has no letter or digit.
 */
export function readSearch(text: string): SearchQuery | null {
  const seen = asSeen(text);
  const words = seen.match(/[\p{Script=Han}]+|[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const parts = words.flatMap((word) => word.split(/(\p{Script=Han}+)/u)).filter((word) => word !== '');
  const telling = parts.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  const queryOf = (isLoose: boolean): string =>
    (telling.length > 0 ? telling : parts)
      .map((word) => alternatives(word, isLoose))
      .filter((clause) => clause !== '')
      .map((clause) => `(${clause})`)
      .join(' AND ');
  const strict = queryOf(false);
  return strict === '' ? null : { strict, loose: queryOf(true), name: foldName(withoutVowelPoints(seen)) };
}

export interface SearchShape {
  readonly kinds: readonly EntityKind[] | null;
  readonly within: string | null;
  readonly page: PageRequest;
  readonly columns: EntityColumns;
}

/** The score and id of a cursor. @throws InvalidArgument when it is not one of ours. */
function positionOf(key: string): [score: number, id: string] {
  try {
    const [score, id] = JSON.parse(key) as unknown[];
    if (typeof score === 'number' && typeof id === 'string') return [score, id];
  } catch {
    // It is told below.
  }
  throw new InvalidArgument('after', NOT_OURS);
}

/** A search as the key of a batch. */
export const searchKey = ({ strict, loose, name }: SearchQuery): string =>
  JSON.stringify({ strict, loose, name });
const readSearchKey = (key: string): SearchQuery => JSON.parse(key);

/** Hits of the strict query come first, those of the loose one alone behind; the latter is asked while the page is not full. */
function queriesOf({ strict, loose }: SearchQuery, isBehindStrict: boolean): object[] {
  const queries = [
    { query: strict, isLoose: false },
    { query: `(${loose}) NOT (${strict})`, isLoose: true },
  ];
  return queries.slice(isBehindStrict ? 1 : 0, strict === loose ? 1 : 2);
}

/** Every strict hit has a score above this, every other one below: see search.cypher. */
const LEAST_STRICT = 1;

/** A name, and how it is compared: as it is and, among organizations, without legal forms. */
const namedBy = (folded: string): object => ({ folded, alike: [...new Set([folded, matchName(folded)])] });

/** Pages of hits by search, best first. */
export const searches: Batch<SearchShape, Page<Hit>> = async (
  reader,
  { kinds, within, page, columns },
  keys,
) => {
  const [score, id] = page.cursor ? positionOf(page.cursor.key) : [Number.MAX_VALUE, ''];
  const queries = keys.map(readSearchKey);
  const [row] = await reader.read(statementAt(reader, 'search'), {
    searches: queries.map((query) => queriesOf(query, score < LEAST_STRICT)),
    names: queries.map(({ name }) => namedBy(name)),
    score,
    id,
    where: { kinds, within },
    nodes: entityProperties(columns).names,
    limit: neo4j.int(page.size + 1),
  });
  const scores = requiredColumn<number>(row, 'score');
  const hits = entityRows(row, columns).map((entity, i): Hit => ({ entity, score: scores[i] ?? 0 }));
  return byParent(requiredColumn<number>(row, 'parent'), hits, keys.length).map((group) =>
    toPage(group, page),
  );
};

/** How many entities each search finds. */
export const searchCounts: Batch<Pick<SearchShape, 'kinds' | 'within'>, number> = async (
  reader,
  where,
  keys,
) => {
  const queries = keys.map((key) => readSearchKey(key).loose);
  const [row] = await reader.read(statementAt(reader, 'search-count'), { keys: queries, where });
  return countsByParent(row, keys.length);
};

/** A search hit's place in the order of hits. */
export const hitKey = (hit: Hit): string => JSON.stringify([hit.score, hit.entity.id]);
