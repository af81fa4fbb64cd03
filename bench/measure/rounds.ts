import type { LoadClient } from '../load/load-client.ts';
import type { Order } from '../load/slot.ts';
import type { MeasuredServer } from '../servers/server.ts';
import type { ServerName } from '../workloads/workload.ts';
import { processorTime } from './processor-time.ts';

interface SlotKind {
  readonly name: string;
  readonly connections: number;
  readonly order: Order;
}

/** What is measured of each workload and server, in each round. */
export const slotKinds = [
  { name: 'one', connections: 1, order: 'distinct' },
  { name: 'distinct16', connections: 16, order: 'distinct' },
  { name: 'drawn16', connections: 16, order: 'drawn' },
  { name: 'distinct64', connections: 64, order: 'distinct' },
  { name: 'repeated16', connections: 16, order: 'repeated' },
] as const satisfies readonly SlotKind[];
export type SlotName = (typeof slotKinds)[number]['name'];

/** What one server did in one slot; processor time is of one question. */
export interface Figures {
  readonly questions: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly nodeMs: number;
  readonly databaseMs: number;
}

/** For each sort of slot and server the figures of each round. */
export type Rounds = Record<SlotName, Partial<Record<ServerName, Figures[]>>>;

export interface RoundsOptions {
  readonly workload: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly slots: readonly SlotName[];
}

/** So that no two slots begin with the same questions. */
const STRIDE = 137;

async function measure(
  client: LoadClient,
  workload: string,
  server: MeasuredServer,
  kind: SlotKind,
  { seconds, offset }: { seconds: number; offset: number },
): Promise<Figures> {
  const [node, database] = [processorTime(server.pid), processorTime(server.databasePid)];
  const { connections, order } = kind;
  const { name, url } = server;
  const slot = { workload, server: name, url, connections, order, offset, milliseconds: seconds * 1_000 };
  const { questions, milliseconds, p50, p95 } = await client.run(slot);
  return {
    questions,
    perSecond: questions / (milliseconds / 1_000),
    p50,
    p95,
    nodeMs: (processorTime(server.pid) - node) / questions,
    databaseMs: (processorTime(server.databasePid) - database) / questions,
  };
}

/**
 * Measures servers in turn: in each round every sort of slot on each server, one right behind the other, beginning with another
 * server each round, so that whatever else happens on the machine happens to all.
 */
export async function measureRounds(
  client: LoadClient,
  servers: readonly MeasuredServer[],
  { workload, rounds, seconds, warmUp: warmUpSeconds, slots }: RoundsOptions,
): Promise<Rounds> {
  const measured = Object.fromEntries(slotKinds.map(({ name }) => [name, {}])) as Rounds;
  // Once for nothing: statements are planned, and what is often run is compiled.
  const warmUp = slotKinds[1];
  for (const server of servers)
    await measure(client, workload, server, warmUp, { seconds: warmUpSeconds, offset: 0 });
  for (let round = 0; round < rounds; round += 1) {
    const cut = round % servers.length;
    const inTurn = [...servers.slice(cut), ...servers.slice(0, cut)];
    for (const [index, kind] of slotKinds.entries()) {
      if (!slots.includes(kind.name)) continue;
      const offset = (round * slotKinds.length + index + 1) * STRIDE;
      for (const server of inTurn) {
        const figures = await measure(client, workload, server, kind, { seconds, offset });
        const list = measured[kind.name];
        list[server.name] = [...(list[server.name] ?? []), figures];
      }
    }
  }
  return measured;
}
