import Big from 'big.js';
import type { Steppe } from '../database/steppe.ts';

/** What the server tells of a graph, and what must come of it by hand. */
interface Place {
  readonly id: string;
  readonly type?: string | null;
}
interface End extends Place {
  readonly within: readonly Place[];
}
interface ToldFact {
  readonly id: string;
  readonly predicate: string;
  readonly subject: End;
  readonly object: End | null;
  readonly variable: string | null;
  readonly value: { readonly amount: string | null; readonly unit: string; readonly bound: string } | null;
  readonly modality: string;
  readonly isDisputed: boolean;
  readonly period: { readonly start: string | null; readonly end: string | null } | null;
}

const END = '{ id ... on Place { type } within { id type } }';
const FACTS = `query ($after: String) {
  facts(first: 100, after: $after) {
    nodes {
      id predicate variable modality isDisputed period { start end } value { amount unit bound }
      subject ${END} object ${END}
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every fact that is shown. */
export async function toldFacts(steppe: Steppe): Promise<ToldFact[]> {
  const facts: ToldFact[] = [];
  for (let after: string | null = null; ; ) {
    const {
      facts: page,
    }: {
      facts: { nodes: ToldFact[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    } = await steppe.data(FACTS, { after });
    facts.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return facts;
    after = page.pageInfo.endCursor;
  }
}

const countryOf = (end: End | null): string | null =>
  (end && [end, ...end.within].find(({ type }) => type === 'COUNTRY')?.id) ?? null;

const groups: Record<string, (fact: ToldFact) => string | null> = {
  PREDICATE: ({ predicate }) => predicate,
  SUBJECT: ({ subject }) => subject.id,
  OBJECT: ({ object }) => object?.id ?? null,
  SUBJECT_COUNTRY: ({ subject }) => countryOf(subject),
  OBJECT_COUNTRY: ({ object }) => countryOf(object),
  VARIABLE: ({ variable }) => variable,
  YEAR: ({ period }) => (period?.end ?? period?.start ?? null)?.slice(0, 4) ?? null,
  MODALITY: ({ modality }) => modality,
};
/** By what totals can be grouped. */
export const groupKeys = Object.keys(groups);

interface ToldTotal {
  readonly keys: readonly { readonly key: string; readonly value: string | null }[];
  readonly unit: string;
  readonly sum: string;
  readonly count: number;
  readonly inexactCount: number;
  readonly omittedCount: number;
  readonly disputedCount: number;
  readonly min: string | null;
  readonly max: string | null;
}

export const toldTotals = async (steppe: Steppe, groupBy: readonly string[]): Promise<ToldTotal[]> =>
  (
    await steppe.data<{ totals: ToldTotal[] }>(
      `query ($groupBy: [TotalKey!]!) {
        totals(groupBy: $groupBy, first: 1000) {
          keys { key value } unit sum count inexactCount omittedCount disputedCount min max
        }
      }`,
      { groupBy },
    )
  ).totals;

const smallest = (figures: readonly Big[], sign: 1 | -1): string | null =>
  figures.toSorted((a, b) => sign * a.cmp(b))[0]?.toFixed() ?? null;

/** Totals as they are added up by hand, in no order. */
export function totalsOf(facts: readonly ToldFact[], groupBy: readonly string[]): ToldTotal[] {
  const grouped = new Map<string, ToldFact[]>();
  for (const fact of facts) {
    if (fact.value === null || fact.modality === 'DENIED') continue;
    const group = JSON.stringify([fact.value.unit, ...groupBy.map((key) => groups[key]?.(fact))]);
    grouped.set(group, [...(grouped.get(group) ?? []), fact]);
  }
  return [...grouped].map(([group, ofGroup]) => {
    const [unit, ...values] = JSON.parse(group) as [string, ...(string | null)[]];
    const figured = ofGroup.flatMap(({ value }) => (value?.amount == null ? [] : [value]));
    const figures = figured.map(({ amount }) => new Big(amount ?? 0));
    return {
      keys: groupBy.map((key, i) => ({ key, value: values[i] ?? null })),
      unit,
      sum: figures.reduce((sum, figure) => sum.plus(figure), new Big(0)).toFixed(),
      count: figures.length,
      inexactCount: figured.filter(({ bound }) => bound !== 'EXACT').length,
      omittedCount: ofGroup.length - figures.length,
      disputedCount: ofGroup.filter(({ isDisputed }) => isDisputed).length,
      min: smallest(figures, 1),
      max: smallest(figures, -1),
    };
  });
}
