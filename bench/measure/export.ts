import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { answerOf, exchange } from '../load/exchange.ts';
import type { MeasuredServer } from '../servers/server.ts';
import { type ExportSide, w11 } from '../workloads/w11-export.ts';
import { isPeer, type ServerName } from '../workloads/workload.ts';
import { AnswersDiffer } from './check.ts';
import { processorTime } from './processor-time.ts';

/** What one export came to. */
export interface ExportFigures {
  readonly rows: number;
  readonly firstRowMs: number;
  readonly perSecond: number;
  /** Processor time of 1,000 rows. */
  readonly nodeMs: number;
  readonly databaseMs: number;
}

export interface ExportResult {
  /** As that of a workload. */
  readonly takenAt?: string;
  /** The processor, likewise. */
  readonly takenOn?: string;
  readonly name: string;
  readonly title: string;
  readonly figures: Partial<Record<ServerName, ExportFigures[]>>;
  readonly notes: Partial<Record<ServerName, string>>;
}

const MOST_ROWS = 100_000;

/** The lines that a server streams, each as JSON. @throws Error when it refuses. */
async function* linesOf(pool: Pool, path: string, question: object): AsyncGenerator<unknown> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${await body.text()}`);
  for await (const line of createInterface({ input: body })) yield JSON.parse(line);
}

interface Taken {
  readonly figures: ExportFigures;
  /** The same for the same rows, whatever their order. */
  readonly digest: string;
}

/** Exports from one server. @param isKept whether what comes is to be compared. */
async function take(server: MeasuredServer, isKept: boolean): Promise<Taken> {
  const pool = new Pool(server.url, { connections: 1 });
  const side: ExportSide = w11.sides[server.name];
  const [node, database] = [processorTime(server.pid), processorTime(server.databasePid)];
  const kept: string[] = [];
  let rows = 0;
  let firstRowMs = 0;
  const started = performance.now();
  const parts = side({
    post: async (body) => answerOf(await exchange(pool, '/graphql', JSON.stringify(body))),
    lines: (path, body) => linesOf(pool, path, body),
  });
  for await (const part of parts) {
    if (rows === 0 && part.length > 0) firstRowMs = performance.now() - started;
    rows += part.length;
    if (isKept) kept.push(...part.map((fact) => JSON.stringify(fact)));
    if (rows >= MOST_ROWS) break;
  }
  const seconds = (performance.now() - started) / 1_000;
  await pool.destroy();
  return {
    figures: {
      rows,
      firstRowMs,
      perSecond: rows / seconds,
      nodeMs: ((processorTime(server.pid) - node) / rows) * 1_000,
      databaseMs: ((processorTime(server.databasePid) - database) / rows) * 1_000,
    },
    digest: createHash('sha256').update(kept.sort().join('\n')).digest('hex'),
  };
}

/** Measures exports in turn. What the servers send is compared where all of it is sent. @throws AnswersDiffer when it differs. */
export async function measureExports(
  servers: readonly MeasuredServer[],
  rounds: number,
): Promise<ExportResult> {
  const figures: ExportResult['figures'] = {};
  const notes: Partial<Record<ServerName, string>> = { ...w11.notes };
  const failed = new Set<ServerName>();
  let first: { name: string; taken: Taken } | undefined;
  for (const server of servers) {
    try {
      const taken = await take(server, true);
      first ??= { name: server.name, taken };
      const isWhole = taken.figures.rows < MOST_ROWS || first.taken.figures.rows < MOST_ROWS;
      if (isWhole && taken.digest !== first.taken.digest)
        throw new AnswersDiffer(
          `${w11.name}: ${first.name} sends ${first.taken.figures.rows} rows, ${server.name} ${taken.figures.rows} others`,
        );
    } catch (error) {
      if (!isPeer(server.name) || error instanceof AnswersDiffer) throw error;
      failed.add(server.name);
      notes[server.name] = `${notes[server.name]}; fails: ${(error as Error).message}`;
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    const cut = round % servers.length;
    for (const server of [...servers.slice(cut), ...servers.slice(0, cut)]) {
      if (failed.has(server.name)) continue;
      const taken = await take(server, false);
      figures[server.name] = [...(figures[server.name] ?? []), taken.figures];
    }
  }
  return { name: w11.name, title: w11.title, figures, notes };
}
