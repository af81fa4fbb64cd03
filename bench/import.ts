import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDatabase } from '../src/engine/find-database.ts';
import { terminalProgress } from '../src/engine/progress.ts';
import { Graph } from '../src/graph/graph.ts';
import { migrate } from '../src/graph/migrate.ts';
import { Statements } from '../src/graph/statements.ts';
import { ClaimsInput } from '../src/ingest/import/claims-input.ts';
import { importFile } from '../src/ingest/import/import-file.ts';
import { readSettings } from '../src/settings.ts';
import { emptyGraph } from '../test/database/empty-graph.ts';

/**
 * Claims a second of an import, with projection, against a bare batched UNWIND of the same nodes and relationships, in
 * one run on one empty Neo4j: `npx tsx bench/import.ts [claims]`. Also how the last tenth compares to the second, and memory.
 */
const claims = Number(process.argv[2] ?? 50_000);
const BATCH = 2_000;
const folder = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
const settings = readSettings({
  ...process.env,
  STEPPE_ENGINE: 'embedded',
  STEPPE_DATA_DIR: join(folder, 'data'),
  STEPPE_HEAP_MB: '1024',
});
const database = await findDatabase(settings, terminalProgress(process.stderr));
const graph = new Graph(database, new Statements('cypher'), 4);
await migrate(graph);

/** Organization n invests in one of 200 places: its own node, a hub at the other end. */
const org = (n: number) => `org_${n}`;
const place = (n: number) => `place_${n % 200}`;
const numbers = Array.from({ length: claims }, (_, n) => n);

const bare = {
  name: 'bare',
  text: `UNWIND $rows AS row
    MATCH (s:Source {id: 'source_s'}) MATCH (p:Entity {id: row.place})
    MERGE (o:Entity {id: row.org}) SET o:Organization, o.name = row.org, o.nameKey = row.org
    MERGE (c:Claim {id: row.claim}) SET c.key = row.claim, c.factId = row.fact, c.subjectId = row.org, c.objectId = row.place, c.sourceId = 'source_s', c.amount = row.amount
    CREATE (c)-[:SUBJECT]->(o) CREATE (c)-[:OBJECT]->(p) CREATE (c)-[:STATED_IN {locator: row.claim}]->(s)
    CREATE (o)-[f:INVESTED_IN]->(p) SET f.factId = row.fact, f.fromId = row.org, f.toId = row.place, f.recent = row.fact, f.byValue = row.fact`,
};

async function measureBare(): Promise<number> {
  await emptyGraph(graph);
  const text =
    "MERGE (:Source {id: 'source_s'}) WITH 1 AS one UNWIND range(0, 199) AS n MERGE (p:Entity {id: 'place_' + n}) SET p:Place";
  await graph.write((transaction) => transaction.run({ name: 'hubs', text }));
  const started = performance.now();
  for (let from = 0; from < claims; from += BATCH) {
    const rows = numbers.slice(from, from + BATCH).map((n) => ({
      org: org(n),
      place: place(n),
      claim: `claim_${n}`,
      fact: `fact_${n}`,
      amount: String(n),
    }));
    await graph.write((transaction) => transaction.run(bare, { rows }));
  }
  return claims / ((performance.now() - started) / 1000);
}

async function measureImport(file: string) {
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
  return { rate, last: span(9) / span(1), peak };
}

const file = join(folder, 'claims.jsonl');
const names = (id: string) => [{ text: id, language: 'en' }];
writeFileSync(
  file,
  [
    { type: 'source', id: 'source_s' },
    ...Array.from({ length: 200 }, (_, n) => ({
      type: 'entity',
      id: place(n),
      kind: 'PLACE',
      names: names(place(n)),
    })),
    ...numbers.flatMap((n) => [
      { type: 'entity', id: org(n), kind: 'ORGANIZATION', names: names(org(n)) },
      {
        type: 'claim',
        subject: org(n),
        predicate: 'INVESTED_IN',
        object: place(n),
        value: { amount: String(n), unit: 'USD' },
        locator: `row ${n}`,
      },
    ]),
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);
// Once for nothing: Neo4j compiles what it runs.
await measureBare();
await measureImport(file);
for (let round = 1; round <= 3; round += 1) {
  const without = await measureBare();
  const { rate, last, peak } = await measureImport(file);
  console.log(
    `round ${round}: bare ${Math.round(without)} claims/s, import ${Math.round(rate)} claims/s, ratio ${(rate / without).toFixed(2)}; last tenth ${last.toFixed(2)} times the second; Node ${Math.round(peak / 2 ** 20)} MB`,
  );
}
await graph.close();
await database.stop();
rmSync(folder, { recursive: true });
