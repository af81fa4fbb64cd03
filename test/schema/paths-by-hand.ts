import type { Steppe } from '../database/steppe.ts';

/** A fact as the server tells it. */
export interface ToldFact {
  readonly id: string;
  readonly predicate: string;
  readonly modality: string;
  readonly sourceCount: number;
  readonly period: { readonly start: string | null; readonly end: string | null } | null;
  readonly subject: { readonly id: string };
  readonly object: { readonly id: string } | null;
}

const FACTS = `query ($change: Int, $validAt: Date, $after: String) {
  asOf(change: $change, validAt: $validAt) {
    facts(first: 100, after: $after) {
      nodes { id predicate modality sourceCount period { start end } subject { id } object { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export interface Times {
  readonly change: number | null;
  readonly validAt: string | null;
}

/** Every fact at a time. */
export async function factsAt(steppe: Steppe, times: Times): Promise<ToldFact[]> {
  const facts: ToldFact[] = [];
  for (let after: string | null = null; ; ) {
    interface Page {
      readonly nodes: ToldFact[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    }
    const { asOf }: { asOf: { facts: Page } } = await steppe.data(FACTS, { ...times, after });
    facts.push(...asOf.facts.nodes);
    if (!asOf.facts.pageInfo.hasNextPage) return facts;
    after = asOf.facts.pageInfo.endCursor;
  }
}

/** A path by its entities, with the facts of each hop, the most-sourced first. */
export interface PathByHand {
  readonly ids: readonly string[];
  readonly factIds: readonly (readonly string[])[];
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** All paths of at most so many hops, found by trying every way, in the order in which they are answered. */
export function pathsByHand(
  facts: readonly ToldFact[],
  from: string,
  to: string,
  maxHops: number,
  predicates: readonly string[] | null = null,
): PathByHand[] {
  const walkable = facts
    .filter(({ modality, predicate }) => modality !== 'DENIED' && (predicates?.includes(predicate) ?? true))
    .toSorted((a, b) => b.sourceCount - a.sourceCount || compare(a.id, b.id));
  const between = (one: string, other: string): ToldFact[] =>
    walkable.filter(
      ({ subject, object }) =>
        (subject.id === one && object?.id === other) || (subject.id === other && object?.id === one),
    );
  const neighbours = (id: string): string[] => [
    ...new Set(
      walkable.flatMap(({ subject, object }) =>
        object === null ? [] : subject.id === id ? [object.id] : object.id === id ? [subject.id] : [],
      ),
    ),
  ];
  const found: { ids: string[]; sources: number[]; factIds: string[][] }[] = [];
  const goOn = (ids: readonly string[]): void => {
    const last = ids.at(-1) ?? '';
    if (last === to) {
      const hops = ids.slice(1).map((id, i) => between(ids[i] ?? '', id));
      found.push({
        ids: [...ids],
        sources: hops.map(([fact]) => fact?.sourceCount ?? 0),
        factIds: hops.map((each) => each.map(({ id }) => id)),
      });
    } else if (ids.length <= maxHops)
      for (const next of neighbours(last)) if (!ids.includes(next)) goOn([...ids, next]);
  };
  goOn([from]);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return found
    .toSorted(
      (a, b) =>
        a.ids.length - b.ids.length ||
        Math.min(...b.sources) - Math.min(...a.sources) ||
        sum(b.sources) - sum(a.sources) ||
        compare(a.ids.join('\n'), b.ids.join('\n')),
    )
    .map(({ ids, factIds }) => ({ ids, factIds }));
}

/** The last day that a fact speaks of, or the first where the last is not known, and its id. */
const recent = ({ id, period }: ToldFact): string => `${period?.end ?? period?.start ?? '0000-00-00'}|${id}`;

/** What is around an entity, found by looking at all facts. */
export function neighbourhoodByHand(
  facts: readonly ToldFact[],
  id: string,
  hops: number,
  first: number,
): { readonly ids: string[]; readonly factIds: string[]; readonly isAll: boolean } {
  const walkable = facts
    .filter(({ modality, object }) => modality !== 'DENIED' && object !== null)
    .toSorted((a, b) => b.sourceCount - a.sourceCount || compare(recent(b), recent(a)));
  const endsOf = ({ subject, object }: ToldFact): string[] => [subject.id, object?.id ?? ''];
  const ids = [id];
  const ties: ToldFact[] = [];
  let layer = [id];
  let isAll = true;
  for (let hop = 1; hop <= hops && layer.length > 0; hop += 1) {
    const next: string[] = [];
    if (ids.length >= first) isAll = false;
    else
      for (const fact of walkable) {
        const far = endsOf(fact).find((end) => !ids.includes(end));
        if (far === undefined || !endsOf(fact).some((end) => layer.includes(end))) continue;
        if (ids.length >= first) isAll = false;
        else {
          ids.push(far);
          ties.push(fact);
          next.push(far);
        }
      }
    layer = next;
  }
  const between = walkable.filter((fact) => endsOf(fact).every((end) => ids.includes(end)));
  const room = first * 4 - ties.length;
  const others = between.filter((fact) => !ties.includes(fact)).slice(0, room);
  const shown = between.filter((fact) => ties.includes(fact) || others.includes(fact));
  return {
    ids,
    factIds: shown.map((fact) => fact.id),
    isAll: isAll && shown.length === between.length,
  };
}
