import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Graph } from '../../../src/graph/graph.ts';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import type { ImportTally } from '../../../src/ingest/import/import-record.ts';
import type { Input } from '../../../src/ingest/import/input.ts';
import type { InputRow } from '../../../src/ingest/import/row.ts';
import { TableInput } from '../../../src/ingest/import/table-input.ts';
import { parseMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { temporaryFolder } from '../../engine/temporary-folder.ts';

/** Tables as they were published. They are not part of the project: without them their tests are skipped. */
const shared = process.env.STEPPE_SHARED_DATA ?? join(projectRoot, '..', 'shared', 'data');
export const arePublishedTablesThere = existsSync(shared);

/** The first rows of a table alone, as if it had no others. */
function firstRows<Row extends InputRow>(input: Input<Row>, count: number): Input<Row> {
  return {
    wholeOf: input.wholeOf,
    refusedPath: input.refusedPath,
    async *rows(from) {
      for await (const row of input.rows(from)) {
        yield row;
        if (row.number >= count) return;
      }
    },
    progress: () => input.progress(),
    keepRefused: (rows, at) => input.keepRefused(rows, at),
    close: () => input.close(),
  };
}

export interface ImportedPart {
  /** How many of its rows; all unless given. */
  readonly rows?: number;
  /** Changes the text of the mapping. */
  readonly adapt?: (mapping: string) => string;
}

/** Imports a published table. @param mapping its file, from the project’s root. */
export async function importTable(
  graph: Graph,
  path: string,
  mapping: string,
  { rows = Number.POSITIVE_INFINITY, adapt = (text) => text }: ImportedPart = {},
): Promise<ImportTally> {
  // Refused rows are kept beside the table.
  const file = join(temporaryFolder(), basename(path));
  copyFileSync(join(shared, path), file);
  const mappingFile = join(projectRoot, mapping);
  const input = await TableInput.open(
    file,
    parseMapping(mappingFile, adapt(readFileSync(mappingFile, 'utf8'))),
  );
  try {
    const tally = await importFile(graph, firstRows(input, rows), { id: `import_${path}`, file });
    expect(tally.imported + tally.unchanged + tally.skipped + tally.refused).toBe(tally.rows);
    return tally;
  } finally {
    await input.close();
  }
}
