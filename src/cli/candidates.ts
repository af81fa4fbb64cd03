import { createContext } from '../context.ts';
import { OperatorError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { migrate } from '../graph/migrate.ts';
import { type CandidateList, type MergeCandidate, MOST_NAMES_OF_BLOCK } from '../loaders/candidates.ts';
import { type EntityKind, entityKinds, kindOfId } from '../ontology.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';
import { wholeNumber } from './whole-number.ts';

export interface CandidatesOptions {
  readonly kind?: readonly string[];
  readonly entity?: string;
  readonly minScore: string;
  readonly limit: string;
  readonly format: string;
}

type Format = 'table' | 'jsonl';

/** A whole graph is asked without a client waiting. */
const TIMEOUT_MS = 10 * 60_000;

interface Question {
  readonly kinds: readonly EntityKind[];
  readonly entity: string | null;
  readonly minScore: number;
  readonly limit: number;
  readonly format: Format;
}

const isKind = (text: string): text is EntityKind => entityKinds.some((kind) => kind === text);
const isFormat = (text: string): text is Format => text === 'table' || text === 'jsonl';

/** @throws OperatorError that names the option that cannot be. */
function readOptions(options: CandidatesOptions): Question {
  const kinds = (options.kind ?? entityKinds).map((text) => {
    const kind = text.toUpperCase();
    if (!isKind(kind))
      throw new OperatorError(`--kind: "${text}" is no kind: give ${entityKinds.join(', ')}.`);
    return kind;
  });
  const minScore = options.minScore.trim() === '' ? Number.NaN : Number(options.minScore);
  if (!(minScore >= 0 && minScore <= 1))
    throw new OperatorError(`--min-score: give a number from 0 to 1, not "${options.minScore}".`);
  const limit = wholeNumber('limit', options.limit);
  const { format } = options;
  if (!isFormat(format)) throw new OperatorError(`--format: give table or jsonl, not "${format}".`);
  return { kinds, entity: options.entity ?? null, minScore, limit, format };
}

interface NamedEntity {
  readonly id: string;
  readonly name: string;
}

interface NamedCandidate extends Pick<MergeCandidate, 'score' | 'evidence'> {
  readonly entities: readonly NamedEntity[];
}

async function find(
  graph: Graph,
  question: Question,
): Promise<{ list: CandidateList; shown: NamedCandidate[] }> {
  const pageLimits = { defaultSize: question.limit, maxSize: question.limit };
  const { loaders } = createContext({ graph, pageLimits, timeoutMs: TIMEOUT_MS }).now;
  const basic = { type: false, details: false, names: false };
  let id = '';
  if (question.entity !== null) {
    const row = kindOfId(question.entity) ? await loaders.entities.load(basic, question.entity) : null;
    if (!row) throw new OperatorError(`--entity: no entity has the id "${question.entity}".`);
    id = row.id;
  }
  const list = await loaders.candidates.load({ kinds: question.kinds, minScore: question.minScore }, id);
  const named = async (entityId: string): Promise<NamedEntity> => ({
    id: entityId,
    name: (await loaders.entities.load(basic, entityId))?.name ?? entityId,
  });
  const shown = list.candidates.slice(0, question.limit).map(async ({ ids, score, evidence }) => ({
    score,
    entities: await Promise.all(ids.map(named)),
    evidence,
  }));
  return { list, shown: await Promise.all(shown) };
}

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;

/** A candidate in lines: the score and the two, then its evidence. */
function readable({ score, entities, evidence }: NamedCandidate): string {
  const two = entities.map(({ id, name }) => `${name} (${id})`);
  const reasons = evidence.map(
    ({ kind, weight, detail }) => `      ${signed(weight)}  ${kind.padEnd(20)}  ${detail}`,
  );
  return [`${score.toFixed(2)}  ${two.join('  ·  ')}`, ...reasons].join('\n');
}

/** What the list leaves out, in sentences. */
function leftOut({ candidates, cutBlocks, cutCandidates }: CandidateList, shown: number): string[] {
  const sentences: string[] = [];
  if (shown < candidates.length)
    sentences.push(`These are the best ${shown} of ${candidates.length}: --limit shows more.`);
  if (cutCandidates > 0)
    sentences.push(`${cutCandidates} weaker pairs were left out: --kind and --min-score narrow the list.`);
  if (cutBlocks > 0)
    sentences.push(
      `${cutBlocks} groups of names with the same consonants or beginning held more than ${MOST_NAMES_OF_BLOCK} and were not compared, but for equal names.`,
    );
  return sentences;
}

/** Prints pairs that may be one entity, best first, on standard output; what it leaves out on standard error. */
export async function printCandidates(settings: Settings, options: CandidatesOptions): Promise<void> {
  const question = readOptions(options);
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const { list, shown } = await find(graph, question);
    for (const candidate of shown)
      console.log(question.format === 'jsonl' ? JSON.stringify(candidate) : readable(candidate));
    if (shown.length === 0)
      console.error(`There are no candidates with a score of ${question.minScore} or more.`);
    for (const sentence of leftOut(list, shown.length)) console.error(sentence);
  });
}
