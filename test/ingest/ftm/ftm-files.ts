import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steppe-ftm-tests-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An entity as a line of an export has it. All of these are made up. */
export interface EntityLine {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly datasets?: readonly string[];
  readonly [more: string]: unknown;
}

export const ftm = (
  schema: string,
  id: string,
  properties: EntityLine['properties'],
  more: object = {},
): EntityLine => ({ id, schema, properties, datasets: ['test_register'], ...more });

/** Writes a file, gzipped when its name says so. @returns its path. */
export function writeFtm(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

/** Writes entities as JSON Lines; a text is a line as it stands. */
export const entitiesFile = (name: string, lines: readonly (EntityLine | string)[]): string =>
  writeFtm(name, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));

export const statementColumns = [
  'canonical_id',
  'entity_id',
  'prop',
  'prop_type',
  'schema',
  'value',
  'dataset',
  'origin',
  'lang',
  'original_value',
  'external',
  'first_seen',
  'last_seen',
  'id',
] as const;

export type Statement = Partial<Record<(typeof statementColumns)[number], string>>;

/** What an entity says as statements, the first of which tells that it exists. */
export const statementsOf = ({ id, schema, properties, datasets = [] }: EntityLine): Statement[] =>
  [['id', [id]] as const, ...Object.entries(properties)].flatMap(([prop, values]) =>
    values.flatMap((value) =>
      datasets.map((dataset) => ({ canonical_id: id, entity_id: id, prop, schema, value, dataset })),
    ),
  );

/** Writes statements as CSV, every cell quoted. */
export const statementsFile = (name: string, statements: readonly Statement[]): string =>
  writeFtm(
    name,
    stringify(
      [[...statementColumns], ...statements.map((row) => statementColumns.map((c) => row[c] ?? ''))],
      {
        quoted: true,
      },
    ),
  );
