import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { builtGraph } from './graph/built-graph.ts';
import { generate } from './graph/model.ts';
import { samplesOf } from './graph/samples.ts';
import { LoadClient } from './load/load-client.ts';
import { thisMachine } from './measure/machine.ts';
import { median } from './measure/numbers.ts';
import { processorTime, waitUntilIdle } from './measure/processor-time.ts';
import { residentMegabytes } from './measure/resident.ts';
import { startNeo4j } from './servers/neo4j.ts';
import type { MeasuredServer } from './servers/server.ts';
import { startSteppe } from './servers/steppe.ts';
import { workloadNamed } from './workloads/all.ts';

/**
 * What `--workers N` gains: a server of one process and one of N, both up on one Neo4j, are asked the same in turns. The load
 * client is a process of its own; it, Neo4j and the workers share this machine’s processors, so their time is told too.
 */
const options = new Command('workers')
  .option('--workers <n>', 'how many processes beside one', '2')
  .option('--workloads <names>', 'which, with commas', 'W1,W2,W8')
  .option('--scale <facts>', 'how many facts the graph has', '100000')
  .option('--connections <n>', 'how many questions are on their way', '16')
  .option('--seconds <s>', 'how long each is asked at a time', '3')
  .option('--rounds <n>', 'how often', '7')
  .parse()
  .opts<Record<'workers' | 'workloads' | 'scale' | 'connections' | 'seconds' | 'rounds', string>>();

const facts = Number(options.scale);
const counts = [1, Number(options.workers)];
const IDLE_PATIENCE_MS = 180_000;
/** So that no two slots begin with the same questions. */
const STRIDE = 137;

/** Processor time of one question, in milliseconds, and how many were answered in a second. */
interface Figures {
  readonly perSecond: number;
  readonly p95: number;
  readonly nodeMs: number;
  readonly databaseMs: number;
  readonly clientMs: number;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const samples = samplesOf(generate(facts, 1));
const neo4j = await startNeo4j((await builtGraph(facts)).folder);
const client = new LoadClient();
const servers: MeasuredServer[] = [];

async function measure(workload: string, server: MeasuredServer, offset: number): Promise<Figures> {
  const used = () => [server.pid, neo4j.pid, client.pid].map(processorTime);
  const before = used();
  const { questions, milliseconds, p95 } = await client.run({
    workload,
    server: 'steppe',
    url: server.url,
    connections: Number(options.connections),
    milliseconds: Number(options.seconds) * 1_000,
    order: 'distinct',
    offset,
  });
  const [nodeMs = 0, databaseMs = 0, clientMs = 0] = used().map(
    (now, i) => (now - (before[i] ?? 0)) / questions,
  );
  return { perSecond: (questions * 1_000) / milliseconds, p95, nodeMs, databaseMs, clientMs };
}

try {
  for (const count of counts)
    servers.push(
      await startSteppe(neo4j, join(tmpdir(), 'steppe-bench', `workers-${count}`), {
        workers: count,
      }),
    );
  await waitUntilIdle([...servers.map(({ pid }) => pid), neo4j.pid], IDLE_PATIENCE_MS);
  const { processor, cores } = thisMachine();
  console.log(
    `${cores} cores of ${processor}; ${facts} facts; ${options.connections} questions on their way`,
  );
  for (const name of options.workloads.split(',')) {
    const questions = workloadNamed(name).draw(samples, generate(facts, 1).shape);
    await client.learn({ workload: name, server: 'steppe', questions });
    for (const server of servers) await measure(name, server, 0);
    const rounds: Figures[][] = [];
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const figures: Figures[] = [];
      // Each begins as often as the other.
      for (const i of round % 2 === 0 ? [0, 1] : [1, 0])
        figures[i] = await measure(name, servers[i] as MeasuredServer, (round + 1) * STRIDE);
      rounds.push(figures);
    }
    counts.forEach((count, i) => {
      const of = (key: keyof Figures): number => median(rounds.map((figures) => figures[i]?.[key] ?? 0));
      const cost = `processor time of one: Steppe ${of('nodeMs').toFixed(2)}, Neo4j ${of('databaseMs').toFixed(2)}, client ${of('clientMs').toFixed(2)} ms`;
      console.log(
        `${name}  workers ${count}  ${of('perSecond').toFixed(0).padStart(5)}/s  p95 ${of('p95').toFixed(1).padStart(6)} ms  ${cost}`,
      );
    });
    const ratios = rounds.map(([one, more]) => (more?.perSecond ?? 0) / (one?.perSecond ?? 1));
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
    console.log(`${name}  workers ${counts[1]}: ${median(ratios).toFixed(2)} times (${least} to ${most})`);
  }
  counts.forEach((count, i) => {
    const megabytes = residentMegabytes(servers[i]?.pid ?? 0).join(', ');
    console.log(
      `workers ${count}: ${megabytes} MB of memory${count > 1 ? ', the process that starts them first' : ''}`,
    );
  });
} finally {
  client.stop();
  for (const server of servers) await server.stop();
  await neo4j.stop();
}
