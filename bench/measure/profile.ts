import { join } from 'node:path';
import type { Fleet } from '../servers/fleet.ts';
import { startNeo4jGraphql } from '../servers/neo4j-graphql.ts';
import { startPostgraphile } from '../servers/postgraphile.ts';
import type { MeasuredServer } from '../servers/server.ts';
import type { AnyWorkload, ServerName, Side } from '../workloads/workload.ts';
import { Asker } from './asker.ts';
import { withinPatience } from './within-patience.ts';

/** What a question comes to in the database: means over the questions asked. */
export interface Profile {
  readonly statements: number;
  /** Neo4j's measure of work; PostgreSQL has none. */
  readonly hits: number | null;
}

interface Counted {
  readonly statements: number;
  readonly hits: number;
}

/** What a peer that counts has counted since it was started. */
interface Totals {
  readonly statements: number;
  readonly hits?: number;
}

/** Asks questions of one workload and tells what they came to. */
type Profiling = (
  workload: AnyWorkload,
  side: Side<unknown>,
  questions: readonly unknown[],
) => Promise<Profile>;

const perQuestion = (counted: readonly Counted[]): Profile => {
  const mean = (key: keyof Counted): number =>
    counted.reduce((sum, one) => sum + one[key], 0) / Math.max(1, counted.length);
  return { statements: mean('statements'), hits: mean('hits') };
};

async function postJson(url: string, body: object, header: readonly [string, string]): Promise<Response> {
  const headers = Object.fromEntries([['content-type', 'application/json'], header]);
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 200)
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

interface Extensions {
  readonly extensions: { readonly statements: readonly { readonly databaseHits: number }[] };
}

/** Steppe says itself what its statements cost, when asked. */
const profileSteppe =
  ({ url }: MeasuredServer): Profiling =>
  async (_, side, questions) => {
    const counted: Counted[] = [];
    for (const variables of questions) {
      const header = ['steppe-include', 'statements, profile'] as const;
      const response = await postJson(`${url}/graphql`, side.ask(variables), header);
      const { statements } = ((await response.json()) as Extensions).extensions;
      const hits = statements.reduce((sum, { databaseHits }) => sum + databaseHits, 0);
      counted.push({ statements: statements.length, hits });
    }
    return perQuestion(counted);
  };

const profileFloor =
  ({ url }: MeasuredServer): Profiling =>
  async ({ name }, side, questions) => {
    const counted: Counted[] = [];
    for (const variables of questions) {
      const response = await postJson(`${url}/${name}`, side.ask(variables), ['bench-profile', '1']);
      await response.arrayBuffer();
      counted.push({ statements: 1, hits: Number(response.headers.get('bench-hits')) });
    }
    return perQuestion(counted);
  };

/** @param server a second one of a peer's, which counts: see startNeo4jGraphql. */
const profilePeer =
  (server: MeasuredServer): Profiling =>
  async (workload, side, questions) => {
    const asker = new Asker(server);
    const totals = async (): Promise<Totals> =>
      (await (await fetch(`${server.url}/totals`)).json()) as Totals;
    // At first it asks the database what it is.
    await asker.ask(workload, side, questions[0]);
    const before = await totals();
    const asked = await withinPatience(questions, async (variables) => {
      await asker.ask(workload, side, variables);
    });
    const after = await totals();
    await asker.close();
    return {
      statements: (after.statements - before.statements) / asked,
      hits: after.hits === undefined ? null : (after.hits - (before.hits ?? 0)) / asked,
    };
  };

export interface Profiler {
  profile(
    workload: AnyWorkload,
    server: MeasuredServer,
    questions: readonly unknown[],
  ): Promise<Profile | null>;
  stop(): Promise<void>;
}

/** Of each peer a second server is started, which counts: the one that is measured is left as it is. */
export async function startProfiler(fleet: Fleet): Promise<Profiler> {
  const profilings = new Map<ServerName, Profiling>();
  const seconds: MeasuredServer[] = [];
  const logFolder = join(fleet.logFolder, 'profiling');
  for (const server of fleet.servers) {
    if (server.name === 'steppe') profilings.set(server.name, profileSteppe(server));
    else if (server.name === 'floor') profilings.set(server.name, profileFloor(server));
    else {
      const second =
        server.name === 'postgraphile' && fleet.postgres
          ? await startPostgraphile(fleet.postgres, logFolder, { isProfiling: true })
          : await startNeo4jGraphql(fleet.neo4j, logFolder, { isProfiling: true });
      seconds.push(second);
      profilings.set(server.name, profilePeer(second));
    }
  }
  return {
    profile: async (workload, { name }, questions) => {
      const side = workload.sides[name];
      return (side && (await profilings.get(name)?.(workload, side, questions))) ?? null;
    },
    stop: async () => {
      for (const second of seconds) await second.stop();
    },
  };
}
