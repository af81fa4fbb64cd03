import { InvalidArgument } from '../errors.ts';
import type { Columns } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { NOT_OURS } from '../model/cursor.ts';
import {
  type ComparedEntity,
  descriptionEvidence,
  type Evidence,
  MOST_BY_COUNTRY,
  MOST_BY_TIES,
  scoreOf,
  tieEvidence,
} from '../model/merge-score.ts';
import { comparedName } from '../model/name-likeness.ts';
import { type Block, NamePairs } from '../model/name-pairs.ts';
import { type Page, type PageRequest, toPage } from '../model/page.ts';
import { type EntityKind, kindOfId, type PlaceType, relationPredicates } from '../ontology.ts';
import { type Batch, type Reader, requiredColumn } from './read.ts';

/** Two entities that may be one, the smaller id first. */
export interface MergeCandidate {
  readonly ids: readonly [string, string];
  /** From 0 to 1. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Candidates, the best first, and what was not looked at for being too much. */
export interface CandidateList {
  readonly candidates: readonly MergeCandidate[];
  /** Blocks of names alike that held more than `MOST_NAMES_OF_BLOCK`. */
  readonly cutBlocks: number;
  /** Pairs beyond `MOST_CANDIDATES`, or `MOST_PAIRS` by their names. */
  readonly cutCandidates: number;
}

export interface CandidateShape {
  readonly kinds: readonly EntityKind[];
  readonly minScore: number;
}

/** The pairs of a block grow with the square of its names. */
export const MOST_NAMES_OF_BLOCK = 50;
/** Pairs whose names are alike, and whose descriptions are therefore read. */
const MOST_PAIRS = 50_000;
/** Pairs whose facts are read. */
export const MOST_CANDIDATES = 5_000;
/** So long names are compared before other requests have their turn. */
const TURN_MS = 20;

export const candidateBlocksStatement = (statements: Statements, isOfOne: boolean): Statement =>
  statements.get(isOfOne ? 'candidate-blocks-of' : 'candidate-blocks');

export const candidateTiesStatement = (statements: Statements): Statement =>
  statements.get('candidate-ties', '', { TYPES: relationPredicates.join('|') });

type IdPair = readonly [string, string];

/** Does something with each item, and lets other requests have their turn meanwhile. */
async function inTurns<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - began < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}

/** What entities are compared by, by id. */
function comparedEntities(row: Columns | undefined): Map<string, ComparedEntity> {
  const keys = requiredColumn<readonly string[]>(row, 'keys');
  const countries = requiredColumn<string>(row, 'countryId');
  const placeTypes = requiredColumn<PlaceType | ''>(row, 'placeType');
  const schemes = requiredColumn<readonly string[]>(row, 'schemes');
  const values = requiredColumn<readonly string[]>(row, 'values');
  return new Map(
    requiredColumn<string>(row, 'id').map((id, i): [string, ComparedEntity] => [
      id,
      {
        kind: kindOfId(id) as EntityKind,
        names: (keys[i] ?? []).map((key) => comparedName(key.slice(key.indexOf('|') + 1))),
        countryId: countries[i] || null,
        placeType: placeTypes[i] || null,
        identifiers: (schemes[i] ?? []).map((scheme, j) => ({ scheme, value: values[i]?.[j] ?? '' })),
      },
    ]),
  );
}

/** Best score first, then by ids: the same every time. */
export function compareCandidates(
  a: Pick<MergeCandidate, 'ids' | 'score'>,
  b: Pick<MergeCandidate, 'ids' | 'score'>,
): number {
  if (a.score !== b.score) return b.score - a.score;
  const [one, other] = [a.ids.join('\n'), b.ids.join('\n')];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The name of the order of candidates, for cursors. */
export const candidateOrder = 'MERGE SCORE';

/** A candidate's place in the order of candidates. */
export const candidateKey = ({ score, ids }: MergeCandidate): string => JSON.stringify([score, ...ids]);

/** The place that a cursor says. @throws InvalidArgument when it is not one of ours. */
function placeOf(key: string): Pick<MergeCandidate, 'ids' | 'score'> {
  try {
    const [score, one, other] = JSON.parse(key) as unknown[];
    if (typeof score === 'number' && typeof one === 'string' && typeof other === 'string')
      return { score, ids: [one, other] };
  } catch {
    // It is told below.
  }
  throw new InvalidArgument('after', NOT_OURS);
}

/** One page of a list: what follows the cursor's place, whether the candidate there is still one or not. */
export function candidatePage(
  candidates: readonly MergeCandidate[],
  request: PageRequest,
): Page<MergeCandidate> {
  const after = request.cursor && placeOf(request.cursor.key);
  const rest = after ? candidates.filter((candidate) => compareCandidates(candidate, after) > 0) : candidates;
  return toPage(rest.slice(0, request.size + 1), request);
}

/** What descriptions say of pairs that can reach a score. */
async function described(
  reader: Reader,
  pairs: readonly IdPair[],
  minScore: number,
): Promise<MergeCandidate[]> {
  if (pairs.length === 0) return [];
  const [row] = await reader.read(reader.statements.get('candidate-entities'), {
    keys: [...new Set(pairs.flat())],
  });
  const entities = comparedEntities(row);
  const found: MergeCandidate[] = [];
  await inTurns(pairs, (ids) => {
    const [one, other] = [entities.get(ids[0]), entities.get(ids[1])];
    const evidence = one && other ? descriptionEvidence(one, other) : [];
    const score = scoreOf(evidence);
    if (evidence.length > 0 && score + MOST_BY_TIES >= minScore) found.push({ ids, score, evidence });
  });
  return found.sort(compareCandidates);
}

/** Adds what facts say of pairs. */
async function withTies(reader: Reader, pairs: readonly MergeCandidate[]): Promise<MergeCandidate[]> {
  if (pairs.length === 0) return [];
  const [row] = await reader.read(candidateTiesStatement(reader.statements), {
    one: pairs.map(({ ids }) => ids[0]),
    other: pairs.map(({ ids }) => ids[1]),
  });
  const joins = requiredColumn<string>(row, 'joinedBy');
  const neighbours = requiredColumn<readonly string[]>(row, 'neighbours');
  const tied = [...pairs];
  requiredColumn<number>(row, 'pair').forEach((position, i) => {
    const pair = pairs[position];
    if (!pair) return;
    const ties = tieEvidence({ joinedBy: joins[i] || null, neighbourIds: neighbours[i] ?? [] });
    const evidence = [...pair.evidence, ...ties];
    tied[position] = { ...pair, evidence, score: scoreOf(evidence) };
  });
  return tied;
}

/** Candidates with one entity, or, by the id '', of the whole graph. */
async function listCandidates(
  reader: Reader,
  id: string,
  { kinds, minScore }: CandidateShape,
): Promise<CandidateList> {
  const kind = kindOfId(id);
  if (kind && !kinds.includes(kind)) return { candidates: [], cutBlocks: 0, cutCandidates: 0 };
  const [row] = await reader.read(candidateBlocksStatement(reader.statements, id !== ''), {
    id,
    kinds,
    most: MOST_NAMES_OF_BLOCK,
  });
  const names = new NamePairs(minScore - MOST_BY_COUNTRY - MOST_BY_TIES, MOST_PAIRS, id === '' ? null : id);
  await inTurns(requiredColumn<Block>(row, 'groups'), (block) => names.add(block));
  const { pairs, cut } = names.end();
  const candidates = await described(reader, pairs, minScore);
  const tied = await withTies(reader, candidates.slice(0, MOST_CANDIDATES));
  return {
    candidates: tied.filter(({ score }) => score >= minScore).sort(compareCandidates),
    cutBlocks: Number(row?.get('cutBlocks') ?? 0),
    cutCandidates: cut + Math.max(0, candidates.length - MOST_CANDIDATES),
  };
}

/** Candidates with each entity, or, by the key '', of the whole graph. */
export const candidatesOf: Batch<CandidateShape, CandidateList> = (reader, shape, keys) =>
  Promise.all(keys.map((id) => listCandidates(reader, id, shape)));
