import { type Spread, spreadOf } from '../measure/numbers.ts';
import type { WorkloadResult } from '../measure/results.ts';
import type { Figures, SlotName } from '../measure/rounds.ts';
import type { Target } from '../targets.ts';
import type { ServerName } from '../workloads/workload.ts';

type Measure = 'perSecond' | 'p50';

/**
 * A figure of Steppe's in times of another server's, round by round: what happened to the machine in a round happened to both.
 * @returns null when there is no round in which both were measured.
 */
export function ratios(
  result: WorkloadResult,
  slot: SlotName,
  against: ServerName,
  measure: Measure,
): Spread | null {
  const { steppe = [], [against]: others = [] } = result.rounds[slot];
  const each = steppe.flatMap((mine, round) => {
    const other: Figures | undefined = others[round];
    return other ? [mine[measure] / other[measure]] : [];
  });
  return each.length === 0 ? null : spreadOf(each);
}

/** The median of a figure of one server's; null when it was not measured. */
export function medianOf(
  result: WorkloadResult,
  slot: SlotName,
  server: ServerName,
  measure: keyof Figures,
): number | null {
  const figures = result.rounds[slot][server];
  return figures === undefined || figures.length === 0
    ? null
    : spreadOf(figures.map((one) => one[measure])).median;
}

/** Whether the median of the rounds reaches a target; null when there is nothing to tell it by. */
export function isMet(result: WorkloadResult, target: Target): boolean | null {
  const measure: Measure = target.perSecond === undefined ? 'p50' : 'perSecond';
  const ratio = ratios(result, target.slot, target.against, measure);
  if (ratio === null) return null;
  if (target.perSecond !== undefined) return ratio.median >= target.perSecond;
  return ratio.median <= (target.p50 ?? Number.NaN);
}
