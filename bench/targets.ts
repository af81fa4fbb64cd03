import type { SlotName } from './measure/rounds.ts';
import type { ServerName } from './workloads/workload.ts';

/** What Steppe is meant to reach, beside another server in the same round. */
export interface Target {
  readonly workload: string;
  readonly slot: SlotName;
  readonly against: ServerName;
  /** Of questions a second, Steppe's in times of the other's, at least; of the median time of one, at most. */
  readonly perSecond?: number;
  readonly p50?: number;
}

/** Questions a second with 16 connections, in times of the others': asked once each; as drawn, where that is another. */
const THROUGHPUT: readonly (readonly [
  workload: string,
  neo4jGraphql: number | null,
  neo4jGraphqlAsDrawn: number | null,
  postgraphile: number,
  floor: number,
])[] = [
  ['W1', 4.5, null, 1.2, 0.9],
  ['W2', 2.6, null, 1.7, 0.9],
  ['W3', 20, 25, 4.5, 0.55],
  ['W4', 45, 60, 5, 0.75],
  // There @neo4j/graphql gives no answer.
  ['W5', null, null, 2, 0.7],
  ['W6', 3.5, null, 1, 1.1],
  ['W7', 4, null, 2, 0.9],
  ['W8', 6, null, 1.2, 1.3],
  ['W9', 5, null, 1.5, 0.7],
];

const MOST_P50_OF_NEO4J_GRAPHQL = 0.6;
const MOST_P50_OF_POSTGRAPHILE: Readonly<Record<string, number>> = { W1: 1.5, W6: 1.8, W8: 1.8 };
const MOST_P50_OF_POSTGRAPHILE_ELSEWHERE = 1;

export const targets: readonly Target[] = THROUGHPUT.flatMap(
  ([workload, neo4jGraphql, asDrawn, postgraphile, floor]): Target[] => {
    const perSecond = (against: ServerName, slot: SlotName, least: number | null): Target[] =>
      least === null ? [] : [{ workload, slot, against, perSecond: least }];
    const p50 = (against: ServerName, most: number): Target => ({
      workload,
      slot: 'one',
      against,
      p50: most,
    });
    return [
      ...perSecond('neo4j-graphql', 'distinct16', neo4jGraphql),
      ...perSecond('neo4j-graphql', 'drawn16', asDrawn),
      ...perSecond('postgraphile', 'distinct16', postgraphile),
      ...perSecond('floor', 'distinct16', floor),
      p50('neo4j-graphql', MOST_P50_OF_NEO4J_GRAPHQL),
      p50('postgraphile', MOST_P50_OF_POSTGRAPHILE[workload] ?? MOST_P50_OF_POSTGRAPHILE_ELSEWHERE),
    ];
  },
);

/** Most database hits of Steppe's, whatever the graph's size. */
export const mostHits: Readonly<Record<string, number>> = { W5: 130 };
