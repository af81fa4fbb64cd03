import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ClaimsInput } from '../../../src/ingest/import/claims-input.ts';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import type { Refusal } from '../../../src/ingest/import/row.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { countNodes, emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { loadArticle, openTestGraph } from '../../database/test-graph.ts';
import { temporaryFolder } from '../../engine/temporary-folder.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../claims-file-of.ts';
import { projection, storedFacts } from '../projection.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const refusals: [line: number, refusal: Refusal][] = [];
async function importClaims(file: string, more: { isDryRun?: boolean; signal?: AbortSignal } = {}) {
  refusals.length = 0;
  const input = new ClaimsInput(file);
  try {
    return await importFile(graph, input, {
      id: `import_${file}`,
      file,
      onRefusal: ({ line }, refusal) => refusals.push([line, refusal]),
      ...more,
    });
  } finally {
    await input.close();
  }
}

/** So many firms in a place, each with a number of jobs. */
const firms = (count: number): Line[] => [
  source('s'),
  entity('place_hub'),
  ...Array.from({ length: count }, (_, n) => [
    entity(`org_${n}`),
    claim(`org_${n}`, 'LOCATED_IN', 'place_hub'),
    observed(`org_${n}`, 'jobs', { value: { amount: String(n), unit: '{job}' } }),
  ]).flat(),
];

test('A claims file comes to the same graph whether it is loaded or imported.', async () => {
  await loadArticle(graph);
  const loaded = await projection(graph);
  await emptyGraph(graph);
  const folder = temporaryFolder();
  const file = join(folder, 'kostanay.jsonl');
  copyFileSync(join(projectRoot, 'data', 'kostanay.jsonl'), file);
  expect(await importClaims(file)).toMatchObject({
    rows: 77,
    imported: 77,
    unchanged: 0,
    refused: 0,
    skipped: 0,
    asserted: 56,
  });
  expect(await projection(graph)).toEqual(loaded);

  const [before] = await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber');
  expect(await importClaims(file)).toMatchObject({ rows: 77, imported: 0, unchanged: 77, asserted: 0 });
  expect(await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')).toEqual([before]);
  expect(existsSync(join(folder, 'kostanay.refused.jsonl'))).toBe(false);
});

test('A gzipped one too; one that is cut off is told of, and what came before stays.', async () => {
  const folder = temporaryFolder();
  const bytes = gzipSync(readFileSync(claimsFile(...firms(5_000))));
  const whole = join(folder, 'firms.jsonl.gz');
  writeFileSync(whole, bytes);
  const cut = join(folder, 'cut.jsonl.gz');
  writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
  await expect(importClaims(cut)).rejects.toThrow(
    /cut\.jsonl\.gz cannot be read past line \d+: the gzip data ends too early/,
  );
  expect(await countNodes(graph)).toBeGreaterThan(1_000);
  expect(await importClaims(whole)).toMatchObject({ rows: 15_002, refused: 0 });
  expect(await runCypher(graph, 'MATCH (c:Claim) RETURN count(c)')).toEqual([10_000]);
}, 120_000);

test('Lines that do not fit are refused with line, field and reason; the others go in; mended, the refused ones do too.', async () => {
  const file = claimsFile(
    source('s'),
    entity('org_a'),
    '{"type": "claim",',
    observed('org_a', 'jobs', { value: { amount: '1,000', unit: '{job}' } }),
    observed('org_a', 'output', { text: 'much' }),
    claim('org_a', 'PRODUCES', 'product_unknown'),
    { ...entity('place_x'), kind: 'ORGANIZATION' },
  );
  const tally = await importClaims(file);
  expect(tally).toMatchObject({ rows: 7, imported: 3, unchanged: 0, skipped: 0, refused: 4, asserted: 1 });
  expect(tally.imported + tally.unchanged + tally.skipped + tally.refused).toBe(tally.rows);
  expect(refusals.map(([line, { column, reason }]) => [line, column, reason])).toEqual([
    [3, '', expect.stringMatching(/^not JSON/)],
    [4, 'value', '"1,000" is not a decimal number such as 50000 or 34.2 (no exponent, no separators)'],
    [6, 'object', 'no entity product_unknown in the file so far or in the graph'],
    [7, 'id', 'the id of ORGANIZATION entities begins with org_'],
  ]);
  const refused = file.replace('.jsonl', '.refused.jsonl');
  const lines = readFileSync(refused, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'source', id: 'source_s' });

  writeFileSync(refused, `${lines[0]}\n${lines[2]?.replace('1,000', '1000')}\n`);
  expect(await importClaims(refused)).toMatchObject({ rows: 2, imported: 1, unchanged: 1, refused: 0 });
  expect(await storedFacts(graph, 'org_a', 'jobs')).toMatchObject([{ amount: '1000' }]);
});

test('Claims under a source line that is refused are refused with it, not given to the source above.', async () => {
  const file = claimsFile(
    source('good'),
    entity('org_a'),
    { ...source('bad'), url: 'not a url' },
    observed('org_a', 'jobs', { text: 'many' }),
    source('other'),
    observed('org_a', 'output', { text: 'much' }),
  );
  expect(await importClaims(file)).toMatchObject({ rows: 6, imported: 4, refused: 2 });
  expect(refusals.map(([line, { column }]) => [line, column])).toEqual([
    [3, 'url'],
    [4, 'type'],
  ]);
  expect(await runCypher(graph, 'MATCH (c:Claim) RETURN c.sourceId')).toEqual(['source_other']);
});

test('A retraction of what is not there, or of another source’s claim, is refused.', async () => {
  await importClaims(claimsFile(source('a'), entity('org_a'), observed('org_a', 'jobs', { text: 'many' })));
  const [id] = await runCypher(graph, 'MATCH (c:Claim) RETURN c.id');
  const file = claimsFile(
    source('b'),
    { type: 'retraction', claim: id },
    { type: 'retraction', claim: `claim_${'0'.repeat(24)}` },
    source('a'),
    { type: 'retraction', claim: id },
  );
  expect(await importClaims(file)).toMatchObject({ rows: 5, refused: 2, retracted: 1 });
});

test('A dry run says what would happen and leaves nothing behind.', async () => {
  const file = claimsFile(...firms(1_500), claim('org_1', 'PRODUCES', 'product_unknown'));
  const dry = await importClaims(file, { isDryRun: true });
  expect(await countNodes(graph)).toBe(0);
  expect(existsSync(file.replace('.jsonl', '.refused.jsonl'))).toBe(false);
  expect(dry).toMatchObject({ refused: expect.any(Number), rows: 4_503 });
  const wet = await importClaims(file);
  expect(wet).toMatchObject({ rows: 4_503, imported: 4_502, refused: 1, asserted: 3_000 });
  expect(dry).toEqual(wet);
});

test('A dry run knows what batches before brought: claims that are taken back, and entities that are merged.', async () => {
  const first = claimsFile(source('s'), entity('org_1'), observed('org_1', 'jobs', { text: 'many' }));
  await importClaims(first);
  const [id] = await runCypher(graph, 'MATCH (c:Claim) RETURN c.id');
  await emptyGraph(graph);
  const file = claimsFile(
    source('s'),
    entity('org_1'),
    observed('org_1', 'jobs', { text: 'many' }),
    ...firms(2_500),
    source('s'),
    { type: 'retraction', claim: id },
    { type: 'merge', entity: 'org_2', into: 'org_1' },
  );
  const dry = await importClaims(file, { isDryRun: true });
  const wet = await importClaims(file);
  expect(wet).toMatchObject({ refused: 0, retracted: 1 });
  expect(dry).toMatchObject({ refused: 0, imported: wet.imported });
  // Said again nothing of it is news.
  expect(await importClaims(claimsFile(source('s'), { type: 'retraction', claim: id }))).toMatchObject({
    rows: 2,
    imported: 0,
    unchanged: 2,
  });
});

test('An import that is stopped goes on where it was, and ends in the graph of one that was left alone.', async () => {
  const file = claimsFile(...firms(4_000), observed('org_nobody', 'jobs', { text: 'x' }));
  await importClaims(file);
  const alone = await projection(graph);
  await emptyGraph(graph);

  const stopping = new AbortController();
  let batches = 0;
  const input = new ClaimsInput(file);
  await expect(
    importFile(graph, input, {
      id: 'import_stopped',
      file,
      signal: stopping.signal,
      onBatch: () => {
        batches += 1;
        if (batches === 3) stopping.abort();
      },
    }),
  ).rejects.toThrow();
  await input.close();
  const claims = Number((await runCypher(graph, 'MATCH (c:Claim) RETURN count(c)'))[0]);
  expect(claims).toBeGreaterThan(0);
  expect(claims).toBeLessThan(8_000);

  const again = new ClaimsInput(file);
  const tally = await importFile(graph, again, { id: 'import_stopped', file });
  await again.close();
  expect(tally).toMatchObject({ rows: 12_003, imported: 12_002, unchanged: 0, refused: 1, asserted: 8_000 });
  expect(await projection(graph)).toEqual(alone);
  expect(readFileSync(file.replace('.jsonl', '.refused.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(
    2,
  );
}, 120_000);
