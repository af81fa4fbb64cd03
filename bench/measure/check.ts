import { type AnyWorkload, isPeer, type ServerName } from '../workloads/workload.ts';
import type { Asker } from './asker.ts';
import { firstDifference } from './bare.ts';
import type { Prepared } from './prepared.ts';
import { withinPatience } from './within-patience.ts';

/** Two servers that answer the same question otherwise: what follows would compare nothing. */
export class AnswersDiffer extends Error {
  override readonly name = 'AnswersDiffer';
}

export interface Checked {
  /** How many questions all answered alike. */
  readonly count: number;
  /** Peers that gave an error instead of an answer, with it. */
  readonly failures: ReadonlyMap<ServerName, string>;
}

/** Every so-manyth item of a list. */
export function sample<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % step === 0).slice(0, count);
}

/** One question to all: the first one's answer is what the others' are compared with. */
async function checkQuestion(
  workload: AnyWorkload,
  askers: readonly Asker[],
  variablesOf: (server: ServerName) => unknown,
  failures: Map<ServerName, string>,
): Promise<void> {
  let first: { name: string; canonical: unknown } | undefined;
  for (const asker of askers) {
    const { name } = asker.server;
    const side = workload.sides[name];
    if (!side || failures.has(name)) continue;
    const variables = variablesOf(name);
    let canonical: unknown;
    try {
      canonical = await asker.canonical(workload, side, variables);
    } catch (error) {
      if (!isPeer(name)) throw error;
      failures.set(name, (error as Error).message);
      continue;
    }
    first ??= { name, canonical };
    const difference = side.difference
      ? side.difference(canonical, first.canonical, variables)
      : firstDifference(first.canonical, canonical);
    if (difference)
      throw new AnswersDiffer(
        `${workload.name}: ${first.name} and ${name} do not answer ${JSON.stringify(variables)} alike: ${difference}`,
      );
  }
}

/** Sees that all servers answer a sample of a workload's questions alike. @throws AnswersDiffer at the first that do not. */
export async function checkAnswers(
  workload: AnyWorkload,
  prepared: Prepared,
  askers: readonly Asker[],
  count: number,
): Promise<Checked> {
  const failures = new Map<ServerName, string>();
  const asked = askers.filter(({ server }) => prepared.has(server.name));
  let checked = 0;
  for (const list of ['asDrawn', 'distinct'] as const) {
    const length = Math.min(...asked.map(({ server }) => prepared.get(server.name)?.[list].length ?? 0));
    const indexes = Array.from({ length }, (_, index) => index);
    checked += await withinPatience(sample(indexes, count), (index) =>
      checkQuestion(workload, asked, (name) => prepared.get(name)?.[list][index], failures),
    );
  }
  return { count: checked, failures };
}
