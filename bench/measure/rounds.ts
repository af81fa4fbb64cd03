import type { LoadClient } from '../load/load-client.ts';
import type { Order } from '../load/slot.ts';
import type { MeasuredServer } from '../servers/server.ts';
import { isPeer, type ServerName } from '../workloads/workload.ts';
import { median } from './numbers.ts';
import { processorTime } from './processor-time.ts';

interface SlotKind {
  readonly name: string;
  readonly connections: number;
  readonly order: Order;
}

/** What is measured of each workload and server, in each round. The first tells who is slow. */
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
  /** Seconds. */
  readonly warmUp: number;
  readonly slots: readonly SlotName[];
}

/** A server is asked for nothing until it has not become faster by so much, so often in a row; and not for ever. */
const FASTER = 1.03;
const NOT_FASTER_TIMES = 4;
const MOST_WARM_UPS = 15;
/** So that no two slots begin with the same questions. */
const STRIDE = 137;
/** A server that needs longer for one question is asked by 16 at once in the first round only, and by 64 not at all. */
const SLOW_MS = 1_000;

/** Processor time of a server and of its database. @throws Error naming the server when one of them has ended. */
function timesOf({ name, pid, databasePid }: MeasuredServer): [node: number, database: number] {
  try {
    return [processorTime(pid), processorTime(databasePid)];
  } catch (cause) {
    throw new Error(`${name} or its database has ended`, { cause });
  }
}

/** Measures a workload on some servers. */
class RoundsOfWorkload {
  readonly rounds = Object.fromEntries(slotKinds.map(({ name }) => [name, {}])) as Rounds;
  /** Servers that gave errors, with the first one; what is to be known of others. */
  readonly remarks = new Map<ServerName, string>();
  readonly #client: LoadClient;
  readonly #options: RoundsOptions;

  constructor(client: LoadClient, options: RoundsOptions) {
    this.#client = client;
    this.#options = options;
  }

  async measure(server: MeasuredServer, kind: SlotKind, seconds: number, offset: number): Promise<Figures> {
    const [node, database] = timesOf(server);
    const { workload } = this.#options;
    const { questions, milliseconds, p50, p95 } = await this.#client.run({
      workload,
      server: server.name,
      url: server.url,
      connections: kind.connections,
      order: kind.order,
      offset,
      milliseconds: seconds * 1_000,
    });
    const [nodeThen, databaseThen] = timesOf(server);
    return {
      questions,
      perSecond: questions / (milliseconds / 1_000),
      p50,
      p95,
      nodeMs: (nodeThen - node) / questions,
      databaseMs: (databaseThen - database) / questions,
    };
  }

  /** One slot of one server; another's failure is remarked and it is not asked so again. */
  async slot(server: MeasuredServer, kind: (typeof slotKinds)[number], round: number): Promise<void> {
    const { name } = server;
    const figures = this.rounds[kind.name];
    const alone = this.rounds.one[name];
    const isSlow = alone !== undefined && median(alone.map(({ p50 }) => p50)) > SLOW_MS;
    const isOnce = kind.name === 'distinct16' || kind.name === 'drawn16';
    if (isSlow && kind.name !== 'one' && !(isOnce && round === 0)) {
      this.#remark(name, 'so slow that 16 at once asked it in one round only, and 64 did not');
      return;
    }
    // It has failed at this before.
    if (round > 0 && figures[name] === undefined) return;
    const offset = (round * slotKinds.length + slotKinds.indexOf(kind) + 1) * STRIDE;
    try {
      const measured = await this.measure(server, kind, this.#options.seconds, offset);
      figures[name] = [...(figures[name] ?? []), measured];
    } catch (error) {
      // The bare side may ask for more memory than the database gives to 64 at once.
      if (name === 'steppe') throw error;
      delete figures[name];
      this.#remark(name, `fails with ${kind.connections} connections: ${(error as Error).message}`);
    }
  }

  /**
   * Asks a server for nothing: statements are planned, and what is often run is compiled, by Java and by Node for half a minute
   * at times, and not steadily: a tree of five levels became a third faster after half a minute. Who fails is found out in the rounds.
   */
  async warmUp(server: MeasuredServer): Promise<void> {
    const kind = { name: 'warm-up', connections: 16, order: 'distinct' } as const;
    try {
      for (let best = 0, since = 0, n = 0; since < NOT_FASTER_TIMES && n < MOST_WARM_UPS; n += 1) {
        const { perSecond, p50 } = await this.measure(server, kind, this.#options.warmUp, n * STRIDE);
        since = perSecond > best * FASTER ? 0 : since + 1;
        best = Math.max(best, perSecond);
        if (p50 > SLOW_MS) return;
      }
    } catch (error) {
      if (!isPeer(server.name)) throw error;
    }
  }

  #remark(name: ServerName, remark: string): void {
    if (!this.remarks.has(name)) this.remarks.set(name, remark.split('\n')[0] ?? '');
  }
}

export interface Measured {
  readonly rounds: Rounds;
  readonly remarks: ReadonlyMap<ServerName, string>;
}

/**
 * Measures servers in turn: in each round every sort of slot on each server, one right behind the other, beginning with another
 * server each round, so that whatever else happens on the machine happens to all.
 */
export async function measureRounds(
  client: LoadClient,
  servers: readonly MeasuredServer[],
  options: RoundsOptions,
): Promise<Measured> {
  const workload = new RoundsOfWorkload(client, options);
  for (const server of servers) await workload.warmUp(server);
  for (let round = 0; round < options.rounds; round += 1) {
    const cut = round % servers.length;
    const inTurn = [...servers.slice(cut), ...servers.slice(0, cut)];
    for (const kind of slotKinds)
      if (options.slots.includes(kind.name))
        for (const server of inTurn) await workload.slot(server, kind, round);
  }
  return workload;
}
