import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import { TableInput } from '../../../src/ingest/import/table-input.ts';
import { loadFile } from '../../../src/ingest/load.ts';
import { readMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { rebuild } from '../../../src/ingest/rebuild.ts';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { claim, claimsFile, source } from '../claims-file-of.ts';
import { projection, storedFacts } from '../projection.ts';

const graph = await openTestGraph();
const folder = mkdtempSync(join(tmpdir(), 'steppe-releases-'));
beforeEach(() => emptyGraph(graph));
afterAll(async () => {
  await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

const mapping = join(folder, 'plants.yaml');
writeFileSync(
  mapping,
  `mapping: 1
title: Plants
source: { id: source_plants, title: Plants }
releases:
  - { columns: [capacity 2024], source: { publishedAt: 2024 } }
  - { columns: [capacity 2025], source: { publishedAt: 2025 } }
columns: { capacity: [capacity 2024, capacity 2025] }
locator: "plant {id}"
entities:
  plant: { kind: FACILITY, identifiers: { test-plant: "{id}" }, names: [{ text: "{name}", language: en }] }
  steel: { kind: PRODUCT, id: crude steel, names: [{ text: crude steel, language: en }] }
claims:
  - { subject: plant, predicate: PRODUCES, object: steel, value: { column: capacity, unit: kt/a } }
`,
);

/** Writes the table of a year: plants by their numbers, each with its capacity. */
function release(year: number, plants: Readonly<Record<string, string>>): string {
  const file = join(folder, `plants-${year}.csv`);
  const rows = Object.entries(plants).map(([id, capacity]) => `${id},Plant ${id},${capacity}`);
  writeFileSync(file, `${[`id,name,capacity ${year}`, ...rows].join('\n')}\n`);
  return file;
}

async function importRelease(file: string) {
  const input = await TableInput.open(file, await readMapping(mapping));
  try {
    return await importFile(graph, input, { id: `import_${file}`, file });
  } finally {
    await input.close();
  }
}

const made = async (plant: string): Promise<string[]> =>
  (await storedFacts(graph, `facility_test_plant_${plant}`, 'product_crude_steel')).map(
    ({ amount }) => amount ?? '',
  );

test('A later release takes back what it does not repeat, keeps what it does, and dates the source.', async () => {
  await importRelease(release(2024, { P1: '10', P2: '20', P3: '30' }));
  expect(await importRelease(release(2025, { P1: '10', P2: '25' }))).toMatchObject({
    rows: 2,
    imported: 1,
    unchanged: 1,
    retracted: 2,
  });
  expect([await made('p1'), await made('p2'), await made('p3')]).toEqual([['10'], ['25'], []]);
  expect(await runCypher(graph, 'MATCH (s:Source) RETURN [s.publishedAt, s.datingAfter]')).toEqual([
    ['2025', null],
  ]);
  const before = await projection(graph);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(before);
});

test('An older release is refused, for it would take back what is newer.', async () => {
  await importRelease(release(2025, { P1: '10' }));
  await expect(importRelease(release(2024, { P1: '9' }))).rejects.toThrow(/release of 2025/);
  expect(await made('p1')).toEqual(['10']);
});

test('While one release is imported another waits; one that was silent for a minute was stopped.', async () => {
  const older = release(2024, { P1: '10', P2: '20' });
  await importRelease(older);
  const at = async (secondsAgo: number) =>
    runCypher(graph, 'MATCH (i:Import) SET i.isFinished = false, i.savedAt = $at', {
      at: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
    });
  await at(5);
  const newer = release(2025, { P1: '11' });
  await expect(importRelease(newer)).rejects.toThrow(/plants-2024\.csv.*one after the other/);
  expect(await made('p1')).toEqual(['10']);
  // The same import goes on.
  expect(await importRelease(older)).toMatchObject({ rows: 2 });
  await at(120);
  expect(await importRelease(newer)).toMatchObject({ retracted: 2 });
  expect(await made('p1')).toEqual(['11']);
});

test('An import that was stopped and overtaken by another begins anew: what the other took back stands again.', async () => {
  const [first, second] = [release(2024, { P1: '10', P2: '20' }), release(2025, { P2: '20', P3: '30' })];
  await importRelease(first);
  // As it is left when it is stopped after its first row, long ago.
  await runCypher(
    graph,
    "MATCH (i:Import) SET i.isFinished = false, i.row = 1, i.savedAt = '2026-01-01T00:00:00.000Z'",
  );
  await importRelease(second);
  // Releases of one date may follow each other in any order.
  await runCypher(graph, "MATCH (s:Source) SET s.publishedAt = '2024'");
  expect(await importRelease(first)).toMatchObject({ rows: 2, retracted: 1 });
  expect([await made('p1'), await made('p2'), await made('p3')]).toEqual([['10'], ['20'], []]);
});

test('That a release makes its source the newest is taken up again when it was stopped.', async () => {
  await importRelease(release(2024, { P1: '10' }));
  const [id] = await runCypher(graph, 'MATCH (c:Claim) RETURN c.subjectId');
  const other = source('other', { publishedAt: '2024-12' });
  const value = { amount: '12', unit: 'kt/a' };
  await loadFile(graph, claimsFile(other, claim(String(id), 'PRODUCES', 'product_crude_steel', { value })));
  expect(await made('p1')).toEqual(['12']);
  // As it is left when it is stopped after the source has its date and before its facts are made anew.
  await runCypher(
    graph,
    "MATCH (s:Source {id: 'source_plants'}) SET s.publishedAt = '2025', s.datingAfter = ''",
  );
  await importRelease(release(2025, { P1: '10' }));
  expect(await made('p1')).toEqual(['10']);
  expect(await runCypher(graph, 'MATCH (s:Source) WHERE s.datingAfter IS NOT NULL RETURN s.id')).toEqual([]);
});
