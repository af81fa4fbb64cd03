import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import { ImportStopped } from '../../../src/ingest/import/import-record.ts';
import { TableInput } from '../../../src/ingest/import/table-input.ts';
import { readMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { endOf, fromSource, refusalOf, runSteppe, steppeEnvironment } from '../../cli/run-steppe.ts';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { plantRow, plantsMapping, plantsTable } from './plants-table.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const timeout = 120_000;
const { uri, username, password } = inject('database');
const settings = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
const importPlants = (file: string, ...flags: string[]) =>
  runSteppe(['import', file, '--mapping', plantsMapping, ...flags], settings);

const inAtlantis = (n: number): string => `P${n},"Plant ""${n}""\nof many",Atlantis,5,operating`;

test('An import that refuses rows ends with code 3 and says how to allow them; as many as are allowed are code 0.', {
  timeout,
}, async () => {
  const sound = plantsTable('sound.csv', [plantRow(1)]);
  expect(await importPlants(sound)).toMatchObject({ code: 0 });
  expect(existsSync(sound.replace('.csv', '.refused.csv.reasons.csv'))).toBe(false);

  const file = plantsTable('two.csv', [plantRow(1), inAtlantis(2), inAtlantis(3), plantRow(4)]);
  const first = await importPlants(file);
  expect(first).toMatchObject({ code: 3 });
  expect(first.stderr).toMatch(
    /\nsteppe: 2 rows refused, hence code 3; with --allow-refused 2 \(or all\) it is 0\.\n$/,
  );
  for (const [allowed, code] of [
    ['1', 3],
    ['2', 0],
    ['all', 0],
  ] as const)
    expect([allowed, (await importPlants(file, '--allow-refused', allowed)).code]).toEqual([allowed, code]);
  expect(await importPlants(file, '--dry-run')).toMatchObject({ code: 3 });
  expect(refusalOf(await importPlants(file, '--allow-refused', 'some'))).toBe(
    '--allow-refused: give a whole number from 1 or "all", not "some".',
  );
});

test('The reason of each refused row is kept beside the refused rows, of many too, and of each run alone.', {
  timeout,
}, async () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => (n % 50 === 7 ? inAtlantis(n) : plantRow(n)));
  const file = plantsTable('many.csv', rows);
  const kept = file.replace('.csv', '.refused.csv');
  for (let run = 0; run < 2; run += 1) {
    const { stdout, stderr } = await importPlants(file);
    expect(stderr).toContain('… and 40 more rows refused');
    expect(stdout).toContain(`  why each was refused: ${kept}.reasons.csv\n`);
    const refused: string[][] = parse(readFileSync(kept));
    const reasons: Record<string, string>[] = parse(readFileSync(`${kept}.reasons.csv`), { columns: true });
    expect(reasons).toHaveLength(60);
    expect(refused).toHaveLength(61);
    // The second refused row stands behind the first, which has a line more.
    expect(reasons[1]).toEqual({
      line: String(57 + 2 + 1),
      column: 'country',
      value: 'Atlantis',
      reason: expect.stringMatching(/countr/),
    });
  }
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'At %s an import ends behind its batch with code 130, says how far it came, and goes on from there.',
  {
    timeout,
  },
  async (signal) => {
    const rows = Array.from({ length: 12_000 }, (_, n) => (n === 9 ? inAtlantis(n) : plantRow(n)));
    const file = plantsTable(`stopped-${signal}.csv`, rows);
    const child = spawn(process.execPath, [...fromSource, 'import', file, '--mapping', plantsMapping], {
      cwd: projectRoot,
      env: steppeEnvironment(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = endOf(child);
    const rowsDone = async () => (await runCypher(graph, 'MATCH (i:Import) RETURN i.row'))[0];
    while (child.exitCode === null && !(await rowsDone())) await sleep(20);
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringContaining('Stopping behind this batch. A second signal ends it at once.\n'),
    });
    const [, told = ''] =
      /csv: ([\d,]+) rows: [\d,]+ imported, 0 unchanged, 0 skipped, 1 refused\n/.exec(stdout) ?? [];
    expect(Number(told.replace(',', ''))).toBe(await rowsDone());
    expect(await rowsDone()).toBeLessThan(12_000);
    expect(stdout).toMatch(/\n {2}stopped: these rows are done with; the same command goes on from there\n$/);

    const rest = await importPlants(file);
    expect(rest).toMatchObject({ code: 3 });
    expect(rest.stdout).toContain('12,000 rows: 11,999 imported, 0 unchanged, 0 skipped, 1 refused');
  },
);

test('An import that is stopped while nothing is written yet does not wait for what it reads.', async () => {
  const file = plantsTable('slow.csv', [plantRow(1)]);
  const table = await TableInput.open(file, await readMapping(plantsMapping));
  const stopping = new AbortController();
  const read = async function* (): AsyncGenerator<never> {
    stopping.abort();
    await new Promise(() => undefined);
  };
  const slow = {
    wholeOf: null,
    refusedPath: table.refusedPath,
    rows: read,
    progress: () => table.progress(),
    keepRefused: async () => 0,
    close: () => table.close(),
  };
  await expect(importFile(graph, slow, { id: 'import_slow', file, signal: stopping.signal })).rejects.toThrow(
    ImportStopped,
  );
  await slow.close();
});
