import type { Graph } from '../../../src/graph/graph.ts';
import { lookUpIn } from '../../../src/ingest/import/ftm-ends.ts';
import { FtmEntitiesFile } from '../../../src/ingest/import/ftm-entities-file.ts';
import type { FtmFile } from '../../../src/ingest/import/ftm-file.ts';
import { lineFormatOf } from '../../../src/ingest/import/ftm-format.ts';
import { FtmInput } from '../../../src/ingest/import/ftm-input.ts';
import { FtmStatementsFile } from '../../../src/ingest/import/ftm-statements-file.ts';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import type { ImportTally } from '../../../src/ingest/import/import-record.ts';
import type { Input } from '../../../src/ingest/import/input.ts';
import { projection } from '../projection.ts';

export interface Imported {
  readonly tally: ImportTally;
  readonly refusals: readonly (readonly [line: number, column: string, value: string, reason: string])[];
  readonly rules: readonly string[];
  readonly notes: readonly string[];
  readonly refusedPath: string;
}

/** Imports a file of FollowTheMoney by the format that it shows. */
export async function importFtm(
  graph: Graph,
  file: string,
  more: { isDryRun?: boolean; signal?: AbortSignal; id?: string; onBatch?: () => void } = {},
): Promise<Imported> {
  const { isDryRun = false, id = `import_${file}` } = more;
  const ofEntities = <Raw>(entities: FtmFile<Raw>): Input =>
    new FtmInput(file, entities, lookUpIn(graph), isDryRun) as Input;
  const isStatements = (await lineFormatOf(file)) === 'ftm-statements';
  const input = isStatements
    ? ofEntities(await FtmStatementsFile.open(file))
    : ofEntities(new FtmEntitiesFile(file));
  const refusals: Imported['refusals'][number][] = [];
  const rules: string[] = [];
  const notes: string[] = [];
  try {
    const tally = await importFile(graph, input, {
      ...more,
      id,
      file,
      onRefusal: ({ line }, { column, value, reason }) => refusals.push([line, column, value, reason]),
      onSkip: (_, rule) => rules.push(rule),
      onNote: (_, note) => notes.push(note),
    });
    return { tally, refusals, rules, notes, refusedPath: input.refusedPath };
  } finally {
    await input.close();
  }
}

/** What is projected in a graph, in an order of its own, without the numbers of the changes that made it so. */
export async function settled(graph: Graph): Promise<unknown[]> {
  const rows = (await projection(graph)) as { readonly key: readonly string[]; readonly value: object }[];
  return rows
    .map(({ key, value }) => ({ key: JSON.stringify(key), value: { ...value, knownIn: null } }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
