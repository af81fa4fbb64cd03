import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { refusalOf, runSteppe } from '../../cli/run-steppe.ts';
import { emptyGraph } from '../../database/empty-graph.ts';
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
