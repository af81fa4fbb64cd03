import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steppe-claims-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Lines of a claims file; an object is a line of JSON, a text is a line as it stands. */
export type Line = string | Readonly<Record<string, unknown>>;

/** Writes a claims file that lasts as long as the file of tests. @returns its path. */
export function claimsFile(...lines: readonly Line[]): string {
  files += 1;
  const file = join(folder, `${files}.jsonl`);
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(file, `${texts.join('\n')}\n`);
  return file;
}

export const source = (id: string, more: object = {}) => ({ type: 'source', id: `source_${id}`, ...more });

const kindOfPrefix: Record<string, string> = {
  org: 'ORGANIZATION',
  facility: 'FACILITY',
  project: 'PROJECT',
  place: 'PLACE',
  product: 'PRODUCT',
  person: 'PERSON',
};

export const entity = (id: string, more: object = {}) => ({
  type: 'entity',
  id,
  kind: kindOfPrefix[id.split('_')[0] ?? ''],
  names: [{ text: id, language: 'en' }],
  ...more,
});

export const claim = (subject: string, predicate: string, object: string, more: object = {}) => ({
  type: 'claim',
  subject,
  predicate,
  object,
  ...more,
});

export const observed = (subject: string, variable: string, more: object = {}) => ({
  type: 'claim',
  subject,
  predicate: 'OBSERVED',
  variable,
  ...more,
});
