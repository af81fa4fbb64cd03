import type { RunResult, WorkloadResult } from '../../bench/measure/results.ts';
import { type Figures, type Rounds, type SlotName, slotKinds } from '../../bench/measure/rounds.ts';
import type { ServerName } from '../../bench/workloads/workload.ts';

/** Figures of a server that answers so many questions a second. */
export const answering = (perSecond: number): Figures => ({
  questions: perSecond,
  perSecond,
  p50: 1_000 / perSecond,
  p95: 2_000 / perSecond,
  nodeMs: 0.5,
  databaseMs: 0.25,
});

/** What a workload came to: questions a second of each server, round by round, the same in every sort of slot. */
export function aWorkload(
  name: string,
  perSecond: Partial<Record<ServerName, readonly number[]>>,
  more: Partial<WorkloadResult> = {},
): WorkloadResult {
  const figures = (): Partial<Record<ServerName, Figures[]>> =>
    Object.fromEntries(Object.entries(perSecond).map(([server, all]) => [server, all.map(answering)]));
  const rounds = Object.fromEntries(slotKinds.map((kind) => [kind.name, figures()])) as Rounds;
  return { name, title: `about ${name}`, checked: 20, profiles: {}, rounds, notes: {}, ...more };
}

/** A result without one sort of slot. */
export const without = (result: WorkloadResult, slot: SlotName): WorkloadResult => ({
  ...result,
  rounds: { ...result.rounds, [slot]: {} },
});

export const aRun = (facts: number, workloads: readonly WorkloadResult[]): RunResult => ({
  takenAt: '2025-11-26T10:00:00.000Z',
  machine: { processor: 'Abacus 9', cores: 2, memoryGb: 24, system: 'Linux 6.1' },
  facts,
  seed: 1,
  seconds: 1.2,
  rounds: 3,
  servers: { steppe: 'Steppe 0.1.0, Node 20', floor: 'hand-written Cypher' },
  databases: ['Neo4j 5.26'],
  workloads,
  exports: null,
});
