import type { RunResult } from '../measure/results.ts';

/**
 * A run, with what an earlier one on the same graph told of workloads that this one left out: these say when they were taken, and on what. Ratios are
 * of one run each, for servers are compared within a workload.
 */
export function withEarlier(run: RunResult, earlier: RunResult): RunResult {
  if (earlier.seed !== run.seed) return run;
  const origin = { takenAt: earlier.takenAt, takenOn: earlier.machine.processor };
  const taken = new Map(run.workloads.map((one) => [one.name, one]));
  const known = new Set(earlier.workloads.map(({ name }) => name));
  return {
    ...run,
    workloads: [
      ...earlier.workloads.map((one) => taken.get(one.name) ?? { ...origin, ...one }),
      ...run.workloads.filter(({ name }) => !known.has(name)),
    ],
    exports: run.exports ?? (earlier.exports && { ...origin, ...earlier.exports }),
  };
}
