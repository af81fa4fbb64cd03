import type { Sample } from '../graph/samples.ts';
import type { MeasuredServer } from '../servers/server.ts';
import type { AnyWorkload, ServerName } from '../workloads/workload.ts';
import type { Asker } from './asker.ts';

/** A workload's questions as each server is asked them. */
export type Prepared = ReadonlyMap<ServerName, Sample<unknown>>;

/** Finds out what each server's questions need beforehand; servers that a workload has nothing for are left out. */
export async function prepare(
  workload: AnyWorkload,
  questions: Sample<unknown>,
  askers: readonly Asker[],
): Promise<Prepared> {
  const prepared = new Map<ServerName, Sample<unknown>>();
  for (const asker of askers) {
    const side = workload.sides[asker.server.name];
    if (!side) continue;
    const { prepare } = side;
    if (!prepare) {
      prepared.set(asker.server.name, questions);
      continue;
    }
    const known = new Map<string, unknown>();
    const readyOf = async (variables: unknown): Promise<unknown> => {
      const key = JSON.stringify(variables);
      if (!known.has(key)) known.set(key, await prepare(variables, (body) => asker.post(workload, body)));
      return known.get(key);
    };
    const all = async (list: readonly unknown[]): Promise<unknown[]> => {
      const ready: unknown[] = [];
      for (const variables of list) ready.push(await readyOf(variables));
      return ready;
    };
    prepared.set(asker.server.name, {
      asDrawn: await all(questions.asDrawn),
      distinct: await all(questions.distinct),
    });
  }
  return prepared;
}

/** The servers that a workload has something for, in their order. */
export const serversOf = (servers: readonly MeasuredServer[], prepared: Prepared): MeasuredServer[] =>
  servers.filter(({ name }) => prepared.has(name));
