import { Command, InvalidArgumentError, Option } from 'commander';
import { type BenchGraph, generate } from './graph/model.ts';
import { type Samples, samplesOf } from './graph/samples.ts';
import { LoadClient } from './load/load-client.ts';
import { Asker } from './measure/asker.ts';
import { checkAnswers, sample } from './measure/check.ts';
import { measureExports } from './measure/export.ts';
import { thisMachine } from './measure/machine.ts';
import { prepare, serversOf } from './measure/prepared.ts';
import { type Profile, type Profiler, startProfiler } from './measure/profile.ts';
import type { RunResult, WorkloadResult } from './measure/results.ts';
import { measureRounds, type SlotName, slotKinds } from './measure/rounds.ts';
import { exportTable, terminalTable } from './report/terminal-table.ts';
import { keepRun, writeReport } from './report/write-report.ts';
import { type Fleet, startFleet } from './servers/fleet.ts';
import { type NodeChoice, nodeChoices } from './servers/peer-packages.ts';
import { workloadNamed, workloads } from './workloads/all.ts';
import { w11 } from './workloads/w11-export.ts';
import { type AnyWorkload, type ServerName, serverNames } from './workloads/workload.ts';

interface Options {
  readonly workloads: readonly AnyWorkload[];
  readonly isExporting: boolean;
  readonly servers: readonly ServerName[];
  readonly slots: readonly SlotName[];
  readonly scale: number;
  readonly seed: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly rounds: number;
  readonly node: NodeChoice;
  readonly write?: boolean;
}

const positive = (text: string): number => {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('it must be a number above 0');
};

/** Reads a list of names with commas between them. */
const listOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T[] =>
    text.split(',').map((name) => {
      const found = known.find((one) => one === name.trim());
      if (found) return found;
      throw new InvalidArgumentError(`there is no ${name}; there are ${known.join(', ')}`);
    });

const names = [...workloads.map(({ name }) => name), w11.name];

function readOptions(): Options {
  const command = new Command('bench')
    .description('Compares servers that answer graph questions over the same data.')
    .option('--workloads <names>', 'which, with commas: W1,W8', listOf(names), names)
    .option('--servers <names>', `which of ${serverNames.join(', ')}`, listOf(serverNames), [...serverNames])
    .option(
      '--slots <names>',
      `which of ${slotKinds.map(({ name }) => name).join(', ')}`,
      listOf(slotKinds.map(({ name }) => name)),
      slotKinds.map(({ name }) => name),
    )
    .option('--scale <facts>', 'how many facts the graph has', positive, 100_000)
    .option('--seed <number>', 'which graph of that size', positive, 1)
    .option('--seconds <number>', 'how long each server is asked at a time', positive, 1.2)
    .option(
      '--warm-up <seconds>',
      'how long at a time each server is asked before, for nothing, until it becomes no faster',
      positive,
      3,
    )
    .option('--rounds <number>', 'how often', positive, 3)
    .addOption(
      new Option('--node <which>', 'what the servers run on: the Node that runs this, or all on version 24')
        .choices(nodeChoices)
        .default('own'),
    )
    .option('--write', 'write bench/RESULTS.md although something is left out')
    .parse();
  const options = command.opts<Omit<Options, 'workloads' | 'isExporting'> & { workloads: string[] }>();
  const isExporting = options.workloads.includes(w11.name);
  const asked = options.workloads.filter((name) => name !== w11.name);
  return { ...options, workloads: asked.map(workloadNamed), isExporting };
}

/** Questions that are compared between servers, of each list; and that are profiled. */
const CHECKED = 10;
const PROFILED = 20;

/** What measuring takes, once all of it runs. */
interface Running {
  readonly fleet: Fleet;
  readonly graph: BenchGraph;
  readonly samples: Samples;
  readonly askers: readonly Asker[];
  readonly client: LoadClient;
  readonly profiler: Profiler;
}

async function runWorkload(
  workload: AnyWorkload,
  { fleet, graph, samples, askers, client, profiler }: Running,
  options: Options,
): Promise<WorkloadResult> {
  const questions = workload.draw(samples, graph.shape);
  const prepared = await prepare(workload, questions, askers);
  const { count: checked, failures } = await checkAnswers(workload, prepared, askers, CHECKED);
  const servers = serversOf(fleet.servers, prepared).filter(({ name }) => !failures.has(name));
  const profiles: Partial<Record<ServerName, Profile>> = {};
  for (const server of servers) {
    const lists = prepared.get(server.name);
    if (!lists) continue;
    await client.learn({ workload: workload.name, server: server.name, questions: lists });
    const profile = await profiler.profile(workload, server, sample(lists.distinct, PROFILED));
    if (profile) profiles[server.name] = profile;
  }
  const { seconds, warmUp, rounds, slots } = options;
  const { name, title } = workload;
  const measured = await measureRounds(client, servers, { workload: name, seconds, warmUp, rounds, slots });
  const notes: Partial<Record<ServerName, string>> = { ...workload.notes };
  const failed = [...failures].map(([server, problem]) => [server, `fails: ${problem}`] as const);
  for (const [server, remark] of [...failed, ...measured.remarks])
    notes[server] = [notes[server], remark].filter((note) => note !== undefined).join('; ');
  return { name, title, checked, profiles, rounds: measured.rounds, notes };
}

async function run(options: Options): Promise<RunResult> {
  const { scale: facts, seed, seconds, rounds, node } = options;
  const graph = generate(facts, seed);
  const samples = samplesOf(graph);
  const fleet = await startFleet({ names: options.servers, facts, seed, node });
  const askers = fleet.servers.map((server) => new Asker(server));
  const client = new LoadClient();
  const profiler = await startProfiler(fleet);
  try {
    const running = { fleet, graph, samples, askers, client, profiler };
    const results: WorkloadResult[] = [];
    for (const workload of options.workloads) {
      const result = await runWorkload(workload, running, options);
      console.log(terminalTable(result, options.servers));
      results.push(result);
    }
    const exports = options.isExporting ? await measureExports(fleet.servers, rounds) : null;
    if (exports) console.log(exportTable(exports));
    return {
      takenAt: new Date().toISOString(),
      machine: thisMachine(),
      facts,
      seed,
      seconds,
      rounds,
      node,
      servers: Object.fromEntries(fleet.servers.map(({ name, description }) => [name, description])),
      databases: [fleet.neo4j.description, ...(fleet.postgres ? [fleet.postgres.description] : [])],
      workloads: results,
      exports,
    };
  } finally {
    client.stop();
    for (const asker of askers) await asker.close();
    await profiler.stop();
    await fleet.stop();
  }
}

// What was started ends with this process, however it is told to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const options = readOptions();
const result = await run(options);
// A part of it is for whoever is looking at that part.
const isWhole =
  options.workloads.length === workloads.length &&
  options.isExporting &&
  options.servers.length === serverNames.length &&
  options.slots.length === slotKinds.length;
if (isWhole || options.write) {
  keepRun(result);
  console.log(`Written: ${writeReport()}`);
}
