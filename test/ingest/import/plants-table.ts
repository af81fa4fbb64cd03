import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steppe-plants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A mapping for tables of plants with a name, a country, a capacity and a status. */
export const plantsMapping = join(folder, 'plants.yaml');
writeFileSync(
  plantsMapping,
  `mapping: 1
title: Plants of a test
source: { id: source_plants, title: Plants of a test }
locator: "plant {id}"
nothing: [unknown]
skip:
  - { rule: umbrella record, when: { column: status, is: [umbrella] } }
entities:
  country: { country: country }
  plant:
    kind: FACILITY
    identifiers: { test-plant: "{id}" }
    names: [{ text: "{name}", language: en }]
    within: country
  steel:
    kind: PRODUCT
    id: crude steel
    names: [{ text: crude steel, language: en }]
claims:
  - { subject: plant, predicate: LOCATED_IN, object: country }
  - subject: plant
    predicate: PRODUCES
    object: steel
    value: { column: capacity, unit: kt/a }
    modality: { column: status, values: { operating: REALISED, announced: PLANNED } }
`,
);

export const plantsHeader = 'id,name,country,capacity,status';

/** A row as it stands in the table. */
export const plantRow = (n: number): string =>
  `P${n},Plant ${n},${n % 2 ? 'Kazakhstan' : 'China'},${100 + (n % 900)},${n % 3 ? 'operating' : 'announced'}`;

/** Writes a table of plants. @returns its file. */
export function plantsTable(name: string, rows: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${[plantsHeader, ...rows].join('\n')}\n`);
  return file;
}
