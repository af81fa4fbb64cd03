import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import type { Refusal } from '../../../src/ingest/import/row.ts';
import { TableInput } from '../../../src/ingest/import/table-input.ts';
import { readMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { endOf, fromSource, steppeEnvironment } from '../../cli/run-steppe.ts';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { projection, storedFacts } from '../projection.ts';
import { plantRow, plantsHeader, plantsMapping, plantsTable } from './plants-table.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const refusals: [line: number, refusal: Refusal][] = [];
async function importTable(file: string, isDryRun = false) {
  refusals.length = 0;
  const input = await TableInput.open(file, await readMapping(plantsMapping));
  try {
    return await importFile(graph, input, {
      id: `import_${file}`,
      file,
      isDryRun,
      onRefusal: ({ line }, refusal) => refusals.push([line, refusal]),
    });
  } finally {
    await input.close();
  }
}

test('Each row is imported, unchanged, skipped by a rule or refused with line, column, value and reason.', async () => {
  const file = plantsTable('mixed.csv', [
    plantRow(1),
    '"P2","Plant\n2",China,unknown,operating',
    'P3,Umbrella,China,5,umbrella',
    'P4,Plant 4,Atlantis,5,operating',
    'P5,Plant 5,China,"5,5",operating',
    'P6,Plant 6,China,5,rumoured',
    'P7,Plant 7,China,5,operating,surplus',
    plantRow(1),
  ]);
  const dry = await importTable(file, true);
  expect(await runCypher(graph, 'MATCH (c:Claim) RETURN count(c)')).toEqual([0]);
  const tally = await importTable(file);
  expect(tally).toMatchObject({ rows: 8, imported: 2, unchanged: 1, skipped: 1, refused: 4 });
  expect(dry).toEqual(tally);
  expect(refusals.map(([line, { column, value }]) => [line, column, value])).toEqual([
    [6, 'country', 'Atlantis'],
    [7, 'capacity', '5,5'],
    [8, 'status', 'rumoured'],
    [9, '', 'P7 | Plant 7 | China | 5 | operating | surplus'],
  ]);
  for (const [, { reason }] of refusals) expect(reason.length).toBeGreaterThan(10);

  // The refused rows are a table like the one they come from; mended, it is imported by the same mapping.
  const refused = file.replace('.csv', '.refused.csv');
  const kept = readFileSync(refused, 'utf8');
  expect(kept.split('\n').slice(0, 2)).toEqual([plantsHeader, 'P4,Plant 4,Atlantis,5,operating']);
  writeFileSync(
    refused,
    kept
      .replace('Atlantis', 'China')
      .replace('"5,5"', '5.5')
      .replace('rumoured', 'announced')
      .replace(',surplus', ''),
  );
  expect(await importTable(refused)).toMatchObject({ rows: 4, imported: 4, refused: 0 });
  expect(await storedFacts(graph, 'facility_test_plant_p5', 'product_crude_steel')).toMatchObject([
    { amount: '5.5' },
  ]);
  expect(await importTable(file)).toMatchObject({ imported: 0, unchanged: 3, skipped: 1, refused: 4 });
});

test('A table without the columns that its mapping names is refused before anything is read, with those it has.', async () => {
  const file = plantsTable('headless.csv', []);
  writeFileSync(file, 'id,name,country,capacityy,status\n1,a,China,5,operating\n');
  await expect(importTable(file)).rejects.toThrow(/capacity.*capacityy/s);
});

/** How often an import is killed before it is let go on to its end. */
const KILLS = 20;

/** Every claim with all that it says and where, but for when it was recorded. */
const allClaims = (): Promise<unknown[]> =>
  runCypher(
    graph,
    `MATCH (c:Claim)-[stated:STATED_IN]->(s:Source)
     RETURN [c {.*, key: null, recordedAt: null, recordedIn: null, knownIn: null, seenIn: null}, properties(stated), s.id,
             COLLECT { MATCH (c)-[end:SUBJECT|OBJECT|ATTRIBUTED_TO]->(e) RETURN type(end) + ' ' + e.id AS end ORDER BY end }]
     ORDER BY c.id`,
  );

test('An import that is killed again and again ends in the graph of one that was left alone.', {
  timeout: 600_000,
}, async () => {
  const rows = Array.from({ length: 15_000 }, (_, n) => plantRow(n));
  rows[3_000] = 'P3000,Plant,Atlantis,5,operating';
  const file = plantsTable('killed.csv', rows);
  const whole = await importTable(file);
  expect(whole).toMatchObject({ rows: 15_000, imported: 14_999, refused: 1 });
  const alone = [await projection(graph), await allClaims()];
  await emptyGraph(graph);

  const { uri, username, password } = inject('database');
  const run = () =>
    spawn(process.execPath, [...fromSource, 'import', file, '--mapping', plantsMapping], {
      cwd: projectRoot,
      env: steppeEnvironment({ NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const rowsDone = async (): Promise<number> =>
    Number((await runCypher(graph, 'MATCH (i:Import) RETURN i.row'))[0] ?? 0);
  let kills = 0;
  while (kills < KILLS) {
    const done = await rowsDone();
    const child = run();
    const ended = endOf(child);
    // Every other time some way into the next batch or two, wherever that is, otherwise at any moment from the start on.
    if (kills % 2 === 0) while (child.exitCode === null && (await rowsDone()) === done) await sleep(20);
    await sleep(Math.random() * (kills % 2 === 0 ? 200 : 2_000));
    expect(`${child.exitCode} after ${kills} kills, ${await rowsDone()} rows done`).toMatch(/^null/);
    child.kill('SIGKILL');
    kills += 1;
    await ended;
  }
  const last = await endOf(run());
  expect(last).toMatchObject({ code: 3 });
  expect(last.stdout).toContain('15,000 rows: 14,999 imported, 0 unchanged, 0 skipped, 1 refused');
  expect([await projection(graph), await allClaims()]).toEqual(alone);
  expect(readFileSync(file.replace('.csv', '.refused.csv'), 'utf8')).toBe(
    `${plantsHeader}\nP3000,Plant,Atlantis,5,operating\n`,
  );
  expect(readFileSync(file.replace('.csv', '.refused.csv.reasons.csv'), 'utf8')).toMatch(
    /^line,column,value,reason\n3002,country,Atlantis,[^\n]+\n$/,
  );
  expect(existsSync(`${file}.part`)).toBe(false);
});
