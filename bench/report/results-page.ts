import type { ExportResult } from '../measure/export.ts';
import { type Spread, spreadOf } from '../measure/numbers.ts';
import type { RunResult, WorkloadResult } from '../measure/results.ts';
import type { SlotName } from '../measure/rounds.ts';
import { mostHits, type Target, targets } from '../targets.ts';
import { type ServerName, serverNames } from '../workloads/workload.ts';
import { shown, table } from './markdown.ts';
import { isMet, medianOf, ratios } from './ratios.ts';

const labels: Readonly<Record<ServerName, string>> = {
  steppe: 'Steppe',
  'neo4j-graphql': '@neo4j/graphql',
  postgraphile: 'PostGraphile',
  floor: 'bare Cypher',
};
const others = serverNames.filter((name) => name !== 'steppe');

const mark = (met: boolean | null): string => (met === null ? 'not measured' : met ? 'met' : '**missed**');

/** A ratio with the least and the most of the rounds. */
const spread = (ratio: Spread | null): string =>
  ratio === null ? '–' : `${shown(ratio.median)} (${shown(ratio.least)} to ${shown(ratio.most)})`;

const targetOf = (workload: string, slot: SlotName, against: ServerName): Target | undefined =>
  targets.find(
    (target) => target.workload === workload && target.slot === slot && target.against === against,
  );

function ratioCell(result: WorkloadResult, slot: SlotName, against: ServerName): string {
  const measure = slot === 'one' ? 'p50' : 'perSecond';
  const ratio = spread(ratios(result, slot, against, measure));
  const target = targetOf(result.name, slot, against);
  if (!target) return ratio;
  const goal = target.perSecond === undefined ? `≤ ${target.p50}` : `≥ ${target.perSecond}`;
  return `${ratio}; ${goal} ${mark(isMet(result, target))}`;
}

function ratioTable(run: RunResult, slot: SlotName): string {
  const measure = slot === 'one' ? 'p50' : 'perSecond';
  const unit = slot === 'one' ? 'Steppe, ms' : 'Steppe, questions/s';
  return table(
    ['', unit, ...others.map((name) => `in times of ${labels[name]}`)],
    run.workloads.map((result) => [
      result.name,
      shown(medianOf(result, slot, 'steppe', measure)),
      ...others.map((name) => ratioCell(result, slot, name)),
    ]),
  );
}

/** All figures of a workload, of the servers that have some. */
function workloadSection(result: WorkloadResult): string {
  const measured = serverNames.filter((name) => result.profiles[name] || result.rounds.one[name]);
  const perSecond = (name: ServerName, slot: SlotName): string =>
    shown(medianOf(result, slot, name, 'perSecond'));
  const rows = measured.map((name) => [
    labels[name],
    shown(medianOf(result, 'one', name, 'p50')),
    shown(medianOf(result, 'one', name, 'p95')),
    perSecond(name, 'distinct16'),
    perSecond(name, 'drawn16'),
    perSecond(name, 'distinct64'),
    shown(medianOf(result, 'distinct16', name, 'nodeMs')),
    shown(medianOf(result, 'distinct16', name, 'databaseMs')),
    shown(result.profiles[name]?.statements),
    shown(result.profiles[name]?.hits),
  ]);
  const heads = [
    '',
    'p50, ms',
    'p95, ms',
    '16 distinct',
    '16 as drawn',
    '64 distinct',
    'Node, ms',
    'database, ms',
    'statements',
    'database hits',
  ];
  const notes = serverNames.flatMap((name) => {
    const note = result.notes[name];
    return note ? [`- ${labels[name]}: ${note}`] : [];
  });
  const most = mostHits[result.name];
  const hits = result.profiles.steppe?.hits;
  const goal =
    most === undefined
      ? []
      : [`Steppe’s database hits: ≤ ${most} ${mark(hits == null ? null : hits <= most)}.`];
  return [
    `#### ${result.name}: ${result.title}`,
    takenEarlier(result),
    table(heads, rows),
    notes.join('\n'),
    ...goal,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** When something was taken that is kept from an earlier run. */
const takenEarlier = ({
  takenAt,
  takenOn,
}: {
  readonly takenAt?: string;
  readonly takenOn?: string;
}): string => (takenAt ? `Taken earlier, ${takenAt.slice(0, 16).replace('T', ' ')} UTC, on ${takenOn}.` : '');

function exportSection(result: ExportResult): string {
  const { name, title, figures, notes } = result;
  const rows = serverNames.flatMap((server) => {
    const all = figures[server];
    if (!all) return [];
    const median = (key: keyof (typeof all)[number]): string =>
      shown(spreadOf(all.map((one) => one[key])).median);
    return [
      [
        labels[server],
        median('firstRowMs'),
        median('perSecond'),
        median('nodeMs'),
        median('databaseMs'),
        notes[server] ?? '',
      ],
    ];
  });
  const failed = serverNames.filter((server) => !figures[server] && notes[server]);
  return [
    `#### ${name}: ${title}`,
    takenEarlier(result),
    table(
      ['', 'first row, ms', 'rows/s', 'Node, ms of 1,000 rows', 'database, ms of 1,000 rows', 'how'],
      rows,
    ),
    ...failed.map((server) => `- ${labels[server]}: ${notes[server]}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What asking one question again and again gains over asking unlike ones. */
function repetitionTable(run: RunResult): string {
  return table(
    ['', ...serverNames.map((name) => labels[name])],
    run.workloads.map((result) => [
      result.name,
      ...serverNames.map((name) => {
        const repeated = medianOf(result, 'repeated16', name, 'perSecond');
        const distinct = medianOf(result, 'distinct16', name, 'perSecond');
        return repeated === null || distinct === null
          ? '–'
          : `${shown(repeated)}/s, ${shown(repeated / distinct)} times`;
      }),
    ]),
  );
}

/** Whether the servers ran on the Node that ran the benchmark, where that is new enough for them. */
export const isOnOwnNode = ({ node = 'own' }: RunResult): boolean => node === 'own';

const facts = (run: RunResult): string => run.facts.toLocaleString('en');

function runSection(run: RunResult): string {
  const { machine } = run;
  return [
    `## ${facts(run)} facts${isOnOwnNode(run) ? '' : `, all servers on Node ${run.node}`}`,
    `Taken ${run.takenAt.slice(0, 16).replace('T', ' ')} UTC on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB of memory, ${machine.system}. ${run.rounds} rounds of ${run.seconds} s a server and sort of slot; medians of the rounds, with the least and the most of a ratio. Graph of seed ${run.seed}.`,
    [...serverNames.flatMap((name) => run.servers[name] ?? []), ...run.databases]
      .map((line) => `- ${line}`)
      .join('\n'),
    '### Questions a second with 16 connections, all unlike',
    ratioTable(run, 'distinct16'),
    '### Questions a second with 16 connections, as drawn',
    ratioTable(run, 'drawn16'),
    '### Median time of one question with one connection',
    ratioTable(run, 'one'),
    '### One question again and again, with 16 connections',
    'Questions a second, and in times of those when all are unlike.',
    repetitionTable(run),
    '### Each workload',
    'Times with one connection; questions a second with 16 and 64; processor time of a question with 16 connections, of the server and of its database; statements and database hits of a question.',
    ...run.workloads.map(workloadSection),
    ...(run.exports ? [exportSection(run.exports)] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Database hits and times by the graph's size. */
function sizeTable(runs: readonly RunResult[]): string {
  const names = [...new Set(runs.flatMap(({ workloads }) => workloads.map(({ name }) => name)))];
  return table(
    ['', ...runs.flatMap((run) => [`hits, ${facts(run)}`, `p50 ms, ${facts(run)}`])],
    names.map((name) => [
      name,
      ...runs.flatMap((run) => {
        const result = run.workloads.find((one) => one.name === name);
        return [
          shown(result?.profiles.steppe?.hits),
          shown(result && medianOf(result, 'one', 'steppe', 'p50')),
        ];
      }),
    ]),
  );
}

/** The page of results: runs on graphs of several sizes, smallest first. What was lost is there like what was won. */
export function resultsPage(runs: readonly RunResult[]): string {
  const bySize = runs.toSorted(
    (a, b) => a.facts - b.facts || Number(isOnOwnNode(b)) - Number(isOnOwnNode(a)),
  );
  const sizes = bySize.filter(isOnOwnNode);
  return `${[
    '# Results of `npm run bench`',
    'Written by the benchmark; [README.md](README.md) says what it does. A *question* is all that a client asks to know one thing: one request, or two where a server cannot tell it in one. A target is met or missed by the median of the rounds.',
    ...(sizes.length > 1
      ? [
          '## Cost by the graph’s size',
          '![Database hits and median times by the number of facts](results/cost-by-size.svg)',
          'Steppe’s:',
          sizeTable(sizes),
        ]
      : []),
    ...bySize.map(runSection),
  ].join('\n\n')}\n`;
}
