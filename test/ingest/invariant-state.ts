import type { Graph } from '../../src/graph/graph.ts';
import { runCypher } from '../database/empty-graph.ts';
import { planned } from './invariant-graph.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Properties in the order of their names, without those that a comparison leaves out. */
const plain = (properties: Properties, without: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => !without.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** Kept of what was, and of who did what: no part of what the graph says now. */
const records = ['Graph', 'Change', 'FormerClaim', 'FormerFact', 'FormerEntity', 'FormerSource'];

interface Part {
  readonly labels: readonly string[];
  readonly properties: Properties;
}

/**
 * All that is in the graph, a line a node or relationship, in an order of its own.
 * @param options.isNow only what is so now, and not since which change: what undoing a change must bring back.
 */
export async function stateOf(
  graph: Graph,
  { isNow = false, without = [] as readonly string[] } = {},
): Promise<string[]> {
  const rows = await runCypher(
    graph,
    planned(`MATCH (n) WHERE NOT n:Migration
     RETURN {labels: labels(n), properties: properties(n), start: null, end: null} AS part
     UNION ALL MATCH (a)-[r]->(b)
     RETURN {labels: [type(r)], properties: properties(r), start: coalesce(a.id, a.key), end: coalesce(b.id, b.key, b.factId)} AS part`),
  );
  const hidden = isNow ? ['knownIn', ...without] : without;
  return (rows as (Part & { start: string | null; end: string | null })[])
    .filter(({ labels }) => !isNow || !labels.some((label) => records.includes(label)))
    .map(({ labels, properties, start, end }) => {
      const what = `${labels.toSorted().join(':')} ${plain(properties, hidden)}`;
      return start === null ? what : `${start} -> ${end} ${what}`;
    })
    .sort();
}

/** What is in one list of lines and not in the other. */
export function difference(before: readonly string[], after: readonly string[]) {
  const [then, now] = [new Set(before), new Set(after)];
  return { gone: before.filter((line) => !now.has(line)), come: after.filter((line) => !then.has(line)) };
}
export const none = { gone: [], come: [] };

/** What has a history: where it stands now, and what it was. */
const kept = {
  claim: ['MATCH (n:Claim)', 'FormerClaim', 'n.id'],
  entity: ['MATCH (n:Entity)', 'FormerEntity', 'n.id'],
  source: ['MATCH (n:Source)', 'FormerSource', 'n.id'],
  fact: ['MATCH ()-[n]->() WHERE n.factId IS NOT NULL', 'FormerFact', 'n.factId'],
  observation: ['MATCH (n:Observation)', 'FormerFact', 'n.factId'],
} as const;
/**
 * An entity's own card is kept aside for merges; what is shown of it is in its other properties. What sums by country are found by
 * is of facts as they are now.
 */
const aside = ['knownIn', 'knownTo', 'ownCard', 'predicate', 'subjectCountry', 'objectCountry', 'addends'];

/** What one thing was, from one change until another; null when it still is. */
export interface Interval {
  readonly id: string;
  readonly from: number;
  readonly to: number | null;
  readonly was: string;
}

/** Everything that claims, facts, entities and sources are and were. */
export async function intervals(graph: Graph): Promise<Interval[]> {
  const texts = Object.values(kept).flatMap(([match, former, id]) =>
    [match, `MATCH (n:${former})`].map(
      (each) => `${each} RETURN {id: ${id}, properties: properties(n)} AS thing`,
    ),
  );
  const rows = await runCypher(graph, planned([...new Set(texts)].join('\nUNION ALL ')));
  return (rows as { id: string; properties: Properties }[]).map(({ id, properties }) => ({
    id,
    from: Number(properties.knownIn),
    to: properties.knownTo === undefined ? null : Number(properties.knownTo),
    was: `${id} ${plain(properties, aside)}`,
  }));
}

/** What claims, facts, entities and sources are now, a line each. */
export async function standingNow(graph: Graph): Promise<string[]> {
  return (await intervals(graph)).flatMap(({ to, was }) => (to === null ? [was] : [])).sort();
}
