import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { migrate } from '../graph/migrate.ts';
import { ClaimsInput } from '../ingest/import/claims-input.ts';
import { type LookUp, lookUpIn } from '../ingest/import/ftm-ends.ts';
import { FtmEntitiesFile } from '../ingest/import/ftm-entities-file.ts';
import type { FtmFile } from '../ingest/import/ftm-file.ts';
import { lineFormatOf } from '../ingest/import/ftm-format.ts';
import { FtmInput } from '../ingest/import/ftm-input.ts';
import { FtmStatementsFile } from '../ingest/import/ftm-statements-file.ts';
import { importFile } from '../ingest/import/import-file.ts';
import { ImportStopped, type ImportTally } from '../ingest/import/import-record.ts';
import type { Input } from '../ingest/import/input.ts';
import { reasonsPath } from '../ingest/import/refused-reasons.ts';
import type { InputRow, Refusal } from '../ingest/import/row.ts';
import { TableInput } from '../ingest/import/table-input.ts';
import { readMapping } from '../ingest/mapping/read-mapping.ts';
import { projectRoot } from '../project-root.ts';
import type { Settings } from '../settings.ts';
import { progress, withGraph } from './open-graph.ts';
import { wholeNumber } from './whole-number.ts';

const MAPPINGS = join(projectRoot, 'mappings');
/** Refusals and notes that are told one by one; of more only the number. */
const MAX_TOLD = 20;
/** What an import ends with that went to its end and refused more rows than it may. */
const ROWS_REFUSED = 3;

export interface ImportFlags {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  /** How many, or `all`. */
  readonly allowRefused?: string;
}

function mostRefused(allowed: string | undefined): number {
  if (allowed === undefined) return 0;
  return allowed === 'all' ? Number.POSITIVE_INFINITY : wholeNumber('allow-refused', allowed, ' or "all"');
}

/** A mapping by its file, or by the name of one that comes with the program. */
export function mappingFile(name: string): string {
  const shipped = join(MAPPINGS, `${name}.yaml`);
  const isFile = statSync(name, { throwIfNoEntry: false })?.isFile() === true;
  return !isFile && existsSync(shipped) ? shipped : name;
}

const isClaimsFile = (file: string): boolean => /\.jsonl(\.gz)?$/i.test(file);
const isJsonFile = (file: string): boolean => /\.(nd)?json(\.gz)?$/i.test(file);

/** The same for the same content by the same mapping, wherever the file lies. */
async function importId(file: string, mapping: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  if (mapping !== undefined) hash.update(readFileSync(mapping));
  return `import_${hash.digest('hex').slice(0, 24)}`;
}

/** Where entities that a file only names are looked for, and whether what is found is to be written. */
interface Target {
  readonly lookUp: LookUp;
  readonly isDryRun: boolean;
}

/** For a look at a file before there is a graph. */
const noTarget: Target = { lookUp: async () => new Map(), isDryRun: true };

async function openInput(
  file: string,
  mapping: string | undefined,
  { lookUp, isDryRun }: Target,
): Promise<Input> {
  if (!existsSync(file)) throw new OperatorError(`${file} cannot be read: there is no such file.`);
  const format = await lineFormatOf(file);
  const ofEntities = <Raw>(entities: FtmFile<Raw>): Input =>
    new FtmInput(file, entities, lookUp, isDryRun) as Input;
  if (format === 'ftm-entities') return ofEntities(new FtmEntitiesFile(file));
  // Whoever has a mapping for statements means it.
  if (format === 'ftm-statements' && mapping === undefined)
    return ofEntities(await FtmStatementsFile.open(file));
  if (format === 'claims' || isClaimsFile(file)) return new ClaimsInput(file) as Input;
  if (isJsonFile(file))
    throw new OperatorError(
      `${file}: it is neither a claims file nor FollowTheMoney entities. Both have one JSON object on each line; data/README.md shows the first.`,
    );
  if (mapping === undefined) {
    const shipped = readdirSync(MAPPINGS).filter((name) => name.endsWith('.yaml'));
    throw new OperatorError(
      `${file}: a table needs a mapping that says how its rows become claims: --mapping FILE, or one of ${shipped.map((name) => basename(name, '.yaml')).join(', ')}. See mappings/README.md.`,
    );
  }
  return (await TableInput.open(file, await readMapping(mapping))) as Input;
}

const count = (n: number): string => n.toLocaleString('en');

/** How far an import is, how quick, and how long it will take. */
function progressLine(file: string, input: Input, tally: ImportTally, startedAt: number): string {
  const seconds = (performance.now() - startedAt) / 1000;
  const { bytes, of } = input.progress();
  const share = of > 0 ? bytes / of : 1;
  const left = share > 0.01 ? `, ${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
  const rate = Math.round(tally.claims / seconds);
  return `${basename(file)}: ${Math.floor(share * 100)} %, ${count(tally.rows)} rows, ${count(tally.claims)} claims, ${count(rate)} claims/s${left}`;
}

function summary(file: string, tally: ImportTally, refusedPath: string, isDryRun: boolean): string {
  const { rows, imported, unchanged, skipped, refused } = tally;
  return [
    `${file}: ${count(rows)} rows: ${count(imported)} ${isDryRun ? 'would be imported' : 'imported'}, ${count(unchanged)} unchanged, ${count(skipped)} skipped, ${count(refused)} refused`,
    `  ${count(tally.claims)} claims, ${count(tally.asserted)} of them new, ${count(tally.retracted)} retracted`,
    ...(refused > 0 && !isDryRun
      ? [
          `  refused rows, to be mended and imported again: ${refusedPath}`,
          `  why each was refused: ${reasonsPath(refusedPath)}`,
        ]
      : []),
  ].join('\n');
}

/** Tells the first of many things as they come, and how many more there were. */
function teller(say: (text: string) => void) {
  let told = 0;
  return {
    tell: (text: string): void => {
      told += 1;
      if (told <= MAX_TOLD) say(text);
    },
    close: (what: string): void => {
      if (told > MAX_TOLD) say(`… and ${count(told - MAX_TOLD)} more ${what}`);
    },
  };
}

/** @returns how many of its rows were refused. */
async function importOne(
  graph: Graph,
  file: string,
  mapping: string | undefined,
  isDryRun: boolean,
  stopping: AbortSignal,
): Promise<number> {
  const input = await openInput(file, mapping, { lookUp: lookUpIn(graph), isDryRun });
  const say = (text: string): void => {
    progress.done();
    console.error(text);
  };
  const refusals = teller(say);
  const notes = teller(say);
  const rules = new Map<string, number>();
  const startedAt = performance.now();
  const tellStop = () => say('Stopping behind this batch. A second signal ends it at once.');
  stopping.addEventListener('abort', tellStop);
  try {
    const tally = await importFile(graph, input, {
      id: await importId(file, mapping),
      file: resolve(file),
      isDryRun,
      signal: stopping,
      onBatch: (now) => progress.update(progressLine(file, input, now, startedAt)),
      onRefusal: ({ line }: InputRow, { column, value, reason }: Refusal) =>
        refusals.tell(
          `${file}:${line}${column && ` (${column})`}: ${reason}${value && !reason.includes(`"${value}"`) ? `: "${value}"` : ''}`,
        ),
      onNote: ({ line }, note) => notes.tell(`${file}:${line}: ${note}`),
      onSkip: (_, rule) => rules.set(rule, (rules.get(rule) ?? 0) + 1),
    });
    progress.done();
    refusals.close('rows refused');
    notes.close('notes');
    console.log(summary(file, tally, input.refusedPath, isDryRun));
    if (input.wholeOf && tally.refused > 0 && !isDryRun)
      console.log(
        '  nothing was withdrawn: a refused row may be what repeats it. Mend the file and import it again.',
      );
    for (const [rule, rows] of rules) console.log(`  skipped: ${rule}: ${count(rows)}`);
    return tally.refused;
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error;
    progress.done();
    console.log(summary(file, error.tally, input.refusedPath, isDryRun));
    console.log(
      isDryRun
        ? '  stopped: nothing was written'
        : '  stopped: these rows are done with; the same command goes on from there',
    );
    return error.tally.refused;
  } finally {
    stopping.removeEventListener('abort', tellStop);
    await input.close();
  }
}

/** Imports files one after the other. What was refused of them is told by the exit code, too. */
export async function importFiles(
  settings: Settings,
  files: readonly string[],
  { mapping, dryRun = false, allowRefused }: ImportFlags,
): Promise<void> {
  const most = mostRefused(allowRefused);
  const chosen = mapping === undefined ? undefined : mappingFile(mapping);
  // What cannot be read is told before a database is started for it.
  for (const file of files) await (await openInput(file, chosen, noTarget)).close();
  await withGraph(settings, async (graph, gently) => {
    await migrate(graph);
    let refused = 0;
    for (const file of files)
      refused += await gently((stopping) => importOne(graph, file, chosen, dryRun, stopping));
    if (refused <= most) return;
    console.error(
      `steppe: ${count(refused)} ${refused === 1 ? 'row' : 'rows'} refused, hence code ${ROWS_REFUSED}; with --allow-refused ${refused} (or all) it is 0.`,
    );
    process.exitCode = ROWS_REFUSED;
  });
}
