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
    const ready = async (list: readonly unknown[]): Promise<readonly unknown[]> =>
      side.prepare ? side.prepare(list, (body) => asker.post(workload, body)) : list;
    prepared.set(asker.server.name, {
      asDrawn: await ready(questions.asDrawn),
      distinct: await ready(questions.distinct),
    });
  }
  return prepared;
}

/** The servers that a workload has something for, in their order. */
export const serversOf = (servers: readonly MeasuredServer[], prepared: Prepared): MeasuredServer[] =>
  servers.filter(({ name }) => prepared.has(name));
