import type { AnyWorkload } from '../workloads/workload.ts';
import type { Asker } from './asker.ts';
import { firstDifference } from './bare.ts';
import type { Prepared } from './prepared.ts';

/** Two servers that answer the same question otherwise: what follows would compare nothing. */
export class AnswersDiffer extends Error {
  override readonly name = 'AnswersDiffer';
}

/** Every so-manyth question of a list. */
export function sample<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % step === 0).slice(0, count);
}

/** Sees that all servers answer a sample of a workload's questions alike. @throws AnswersDiffer at the first that do not. */
export async function checkAnswers(
  workload: AnyWorkload,
  prepared: Prepared,
  askers: readonly Asker[],
  count: number,
): Promise<number> {
  const asked = askers.filter(({ server }) => prepared.has(server.name));
  const positions = ['asDrawn', 'distinct'] as const;
  let checked = 0;
  for (const list of positions) {
    const length = Math.min(...asked.map(({ server }) => prepared.get(server.name)?.[list].length ?? 0));
    for (const index of sample(
      Array.from({ length }, (_, i) => i),
      count,
    )) {
      let first: { name: string; canonical: unknown } | undefined;
      for (const asker of asked) {
        const { name } = asker.server;
        const side = workload.sides[name];
        const variables = prepared.get(name)?.[list][index];
        if (!side) continue;
        const canonical = await asker.canonical(workload, side, variables);
        first ??= { name, canonical };
        const difference = firstDifference(first.canonical, canonical);
        if (difference)
          throw new AnswersDiffer(
            `${workload.name}: ${first.name} and ${name} do not answer ${JSON.stringify(variables)} alike: ${difference}`,
          );
      }
      checked += 1;
    }
  }
  return checked;
}
