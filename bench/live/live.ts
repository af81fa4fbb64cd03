import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDatabase } from '../../src/engine/find-database.ts';
import { terminalProgress } from '../../src/engine/progress.ts';
import { Graph } from '../../src/graph/graph.ts';
import { migrate } from '../../src/graph/migrate.ts';
import { Statements } from '../../src/graph/statements.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { readSettings } from '../../src/settings.ts';
import { startSteppe } from '../../test/database/steppe.ts';

/**
 * How long after a commit subscribers have its event: `npx tsx bench/live/live.ts [changes] [subscribers …]`. Changes of one claim,
 * made by the server’s own process and, over a driver of its own, as another process makes them; the subscribers are in a
 * process of their own. From the moment that the writer knows of its commit until the event has come, over all subscribers.
 * With 100 changes it takes two to three minutes; after ten it gives up.
 */
const patience = setTimeout(() => {
  console.error('Not over after ten minutes: ask for fewer changes or subscribers.');
  // The readers end when this process does, and the database’s watchdog ends Neo4j.
  process.exit(1);
}, 600_000);
const [changes = 100, ...counts] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
// Of its own: what is there would be changed.
const { NEO4J_URI: _, ...environment } = process.env;
const settings = readSettings({
  ...environment,
  STEPPE_ENGINE: 'embedded',
  STEPPE_DATA_DIR: join(folder, 'data'),
});
const database = await findDatabase(settings, terminalProgress(process.stderr));
const openGraph = (): Graph => new Graph(database, new Statements('cypher'), 8);
const [own, other] = [openGraph(), openGraph()];
await migrate(own);

const file = join(folder, 'claims.jsonl');
async function load(graph: Graph, ...lines: object[]): Promise<number> {
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const { changeNumber } = await loadFile(graph, file);
  return changeNumber ?? Number.NaN;
}

const source = { type: 'source', id: 'source_bench', title: 'Bench' };
const named = (id: string, kind: string) => ({
  type: 'entity',
  id,
  kind,
  names: [{ text: id, language: 'en' }],
});
await load(own, source, named('org_maker', 'ORGANIZATION'), named('product_cars', 'PRODUCT'));
let year = 1000;

/** A change of one claim. */
function changeSomething(graph: Graph): Promise<number> {
  year += 1;
  const value = { amount: '1000', unit: '{vehicle}/a' };
  const claim = { type: 'claim', subject: 'org_maker', predicate: 'PRODUCES', object: 'product_cars', value };
  return load(graph, source, { ...claim, period: String(year) });
}

const steppe = await startSteppe(own, { STEPPE_MAX_SUBSCRIPTIONS_CLIENT: '1000' });

const now = (): number => performance.timeOrigin + performance.now();
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const part = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1);

interface Arrival {
  readonly number: number;
  readonly at: number;
}

async function measure(subscribers: number, writer: Graph, name: string): Promise<void> {
  const arrivals: Arrival[] = [];
  const child = fork(join(import.meta.dirname, 'readers.ts'), [steppe.endpoint, String(subscribers)], {
    execArgv: ['--import', 'tsx'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the readers ended')));
    child.on('message', (message) => {
      if (message === 'ready') resolve();
      else arrivals.push(message as Arrival);
    });
  });
  const committed = new Map<number, number>();
  // The first ones are when everything is compiled.
  for (let i = -10; i < changes; i++) {
    const number = await changeSomething(writer);
    if (i >= 0) committed.set(number, now());
    // At no fixed distance, or each would come at the same time between two looks.
    await wait(50 + Math.random() * 150);
  }
  const expected = subscribers * changes;
  const measured = (): Arrival[] => arrivals.filter(({ number }) => committed.has(number));
  for (let tries = 0; measured().length < expected && tries < 100; tries++) await wait(100);
  child.removeAllListeners('exit');
  child.disconnect();
  if (measured().length !== expected) throw new Error(`${measured().length} events of ${expected}`);
  const delays = measured()
    .map(({ number, at }) => at - (committed.get(number) ?? Number.NaN))
    .toSorted((a, b) => a - b);
  console.log(
    `${String(subscribers).padStart(4)} subscribers, ${name}: median ${part(delays, 0.5)} ms, p95 ${part(delays, 0.95)} ms, most ${part(delays, 1)} ms`,
  );
}

try {
  for (const subscribers of counts.length > 0 ? counts : [1, 500]) {
    await measure(subscribers, own, 'changed by the same process');
    await measure(subscribers, other, 'changed by another process');
  }
} finally {
  clearTimeout(patience);
  await steppe.close(1_000);
  await own.close();
  await other.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
