import { deepStrictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDatabase } from '../../src/engine/find-database.ts';
import { terminalProgress } from '../../src/engine/progress.ts';
import { Graph } from '../../src/graph/graph.ts';
import { migrate } from '../../src/graph/migrate.ts';
import { Statements } from '../../src/graph/statements.ts';
import { ClaimsInput } from '../../src/ingest/import/claims-input.ts';
import { importFile } from '../../src/ingest/import/import-file.ts';
import { readSettings } from '../../src/settings.ts';
import { emptyGraph } from '../../test/database/empty-graph.ts';
import { contents, writeBare, writeDown } from './bare-copy.ts';
import { writeClaimsFile } from './claims-file.ts';

/**
 * Claims a second of an import, with projection, against a bare batched UNWIND … MERGE of the same nodes, relationships and
 * properties, in one run on one Neo4j with the same indexes: `npx tsx bench/import/import.ts [claims] [rounds]`. The bare side writes
 * what an import left, in the same transactions, from rows that lie ready (see bare-copy.ts); that both leave the same is
 * checked. Each claim comes with an organization of its own. Also how the last tenth compares to the second, and memory.
 */
const claims = Number(process.argv[2] ?? 50_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
// Of its own: it empties the graph again and again.
const { NEO4J_URI: _, ...environment } = process.env;
const settings = readSettings({
  ...environment,
  STEPPE_ENGINE: 'embedded',
  STEPPE_DATA_DIR: join(folder, 'data'),
  STEPPE_HEAP_MB: '1024',
});
const database = await findDatabase(settings, terminalProgress(process.stderr));
const graph = new Graph(database, new Statements('cypher'), 4);
await migrate(graph);

const file = join(folder, 'claims.jsonl');
const written = join(folder, 'written.jsonl');
writeClaimsFile(file, claims);

async function measureImport() {
  await emptyGraph(graph);
  const times: number[] = [];
  let peak = 0;
  const input = new ClaimsInput(file);
  const started = performance.now();
  await importFile(graph, input, {
    id: `import_${Math.random()}`,
    file,
    onBatch: () => {
      times.push(performance.now());
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  const rate = claims / ((performance.now() - started) / 1000);
  const tenth = Math.floor(times.length / 10);
  const span = (k: number): number => (times[(k + 1) * tenth - 1] ?? 0) - (times[k * tenth - 1] ?? started);
  // The first is when Neo4j plans.
  const tenths = Array.from({ length: 10 }, (_, k) => span(k) / span(1));
  return { rate, last: tenths[9] ?? 0, tenths, peak };
}

async function measureBare(verb: 'MERGE' | 'CREATE'): Promise<number> {
  await emptyGraph(graph);
  return claims / ((await writeBare(graph, written, verb)) / 1000);
}

// Once for nothing: Neo4j compiles what it runs. And to see that both come to the same.
const first = await measureImport();
console.log(
  `first: import ${Math.round(first.rate)} claims/s; its tenths as times the second ${first.tenths.map((tenth) => tenth.toFixed(2)).join(' ')}; Node ${Math.round(first.peak / 2 ** 20)} MB`,
);
if (rounds > 0) {
  await writeDown(graph, written);
  const imported = await contents(graph);
  for (const verb of ['MERGE', 'CREATE'] as const) {
    await measureBare(verb);
    deepStrictEqual(await contents(graph), imported);
  }
}
const ratios: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const merged = await measureBare('MERGE');
  const { rate, last, peak } = await measureImport();
  const created = await measureBare('CREATE');
  ratios.push(rate / merged);
  console.log(
    `round ${round}: bare ${Math.round(merged)} claims/s, import ${Math.round(rate)} claims/s, ratio ${(rate / merged).toFixed(2)} (${(rate / created).toFixed(2)} of one that creates relationships); last tenth ${last.toFixed(2)} times the second; Node ${Math.round(peak / 2 ** 20)} MB`,
  );
}
if (rounds > 0) console.log(`median ratio ${ratios.sort((a, b) => a - b)[rounds >> 1]?.toFixed(2)}`);
await graph.close();
await database.stop();
rmSync(folder, { recursive: true });
