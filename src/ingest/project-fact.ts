import { splitDecimal } from '../model/decimal.ts';
import { parsePeriod } from '../model/period.ts';
import { agree, sortAmount } from '../model/quantity.ts';
import type { Said } from '../model/said.ts';
import { valueKey } from '../model/value-key.ts';
import { withoutNulls } from '../model/without-nulls.ts';
import { type Predicate, type Rank, ranks } from '../ontology.ts';
import { factEnds } from './claim.ts';

/** A live claim as the projection sees it. */
export interface LiveClaim extends Said {
  readonly id: string;
  readonly period: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly rank: Rank;
  readonly sourceId: string;
  readonly publishedAt: string | null;
  readonly retrievedAt: string | null;
}

/** A fact as it is stored: on a typed relationship, or on an observation. */
export interface ProjectedFact {
  readonly factId: string;
  readonly predicate: Predicate;
  readonly fromId: string;
  readonly toId: string | null;
  /** Those that have a value. */
  readonly properties: Readonly<Record<string, string | bigint | boolean>>;
}

/** Ends of time that are not known: below and above every date, so that every fact is in every index. */
const UNKNOWN_START = '0000-00-00';
const UNKNOWN_END = '9999-99-99';

const rankOrder = Object.keys(ranks) as Rank[];

/** When a source was published, as far as known; a dated source is newer than an undated one. */
function newness(claim: LiveClaim): string {
  if (claim.publishedAt !== null) return `1${parsePeriod(claim.publishedAt).end ?? ''}`;
  return `0${claim.retrievedAt ?? ''}`;
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which claims are shown: best rank, then newest source, then smallest id; the same on every machine. */
export function byPrecedence(a: LiveClaim, b: LiveClaim): number {
  return (
    rankOrder.indexOf(a.rank) - rankOrder.indexOf(b.rank) || text(newness(b), newness(a)) || text(a.id, b.id)
  );
}

/** Whether claims can all be true at once. Words of one source do not contradict each other. */
function disagree(claims: readonly LiveClaim[]): boolean {
  const asserted = claims.filter((claim) => claim.modality !== 'DENIED');
  if (asserted.length > 0 && asserted.length < claims.length) return true;
  if (!agree(asserted.flatMap((claim) => (claim.value ? [claim.value] : [])))) return true;
  const worded = asserted.filter((claim) => claim.text !== null);
  const wordings = new Set(worded.map((claim) => claim.text?.toLowerCase().trim()));
  return wordings.size > 1 && new Set(worded.map((claim) => claim.sourceId)).size > 1;
}

/**
 * What live claims of one fact add up to. A function of the claims alone, never of their order.
 * @returns null when there are none, or when both ends have been merged into one: nothing is a fact about itself and itself.
 */
export function projectFact(factId: string, claims: readonly LiveClaim[]): ProjectedFact | null {
  const ordered = claims.toSorted(byPrecedence);
  const shown = ordered[0];
  if (!shown) return null;
  const [fromId, toId] = factEnds(shown);
  if (fromId === toId) return null;
  const { value } = shown;
  const figure = value && sortAmount(value);
  const parts = value?.amount == null ? null : splitDecimal(value.amount);
  const start = shown.start ?? UNKNOWN_START;
  const end = shown.end ?? UNKNOWN_END;
  // The last day it speaks of; of an open period the first. The id makes the key total.
  const recent = `${shown.end ?? start}|${factId}`;
  return {
    factId,
    predicate: shown.predicate,
    fromId,
    toId,
    properties: withoutNulls<string | bigint | boolean>({
      factId,
      fromId,
      toId,
      variable: shown.variable,
      recent,
      byValue: valueKey(value?.unit ?? null, figure, factId, recent),
      amount: value?.amount ?? null,
      unit: value?.unit ?? null,
      bound: value?.bound ?? null,
      lower: value?.lower ?? null,
      upper: value?.upper ?? null,
      whole: parts?.whole ?? null,
      fraction: parts?.fraction ?? null,
      text: shown.text,
      modality: shown.modality,
      period: shown.period,
      start,
      end,
      sourceCount: BigInt(new Set(claims.map((claim) => claim.sourceId)).size),
      isDisputed: disagree(claims.filter((claim) => claim.rank === shown.rank)),
    }),
  };
}
