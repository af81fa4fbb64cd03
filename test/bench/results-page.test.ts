import { expect, test } from 'vitest';
import { costPlot, decades } from '../../bench/report/cost-plot.ts';
import { shown, table } from '../../bench/report/markdown.ts';
import { resultsPage } from '../../bench/report/results-page.ts';
import { withEarlier } from '../../bench/report/with-earlier.ts';
import { aRun, aWorkload } from './a-run.ts';

const w1 = aWorkload(
  'W1',
  { steppe: [900, 900, 900], 'neo4j-graphql': [100, 100, 100], floor: [1_200, 1_200, 1_200] },
  { profiles: { steppe: { statements: 2, hits: 92 }, 'neo4j-graphql': { statements: 1, hits: 150 } } },
);
const w5 = aWorkload(
  'W5',
  { steppe: [500], floor: [400] },
  {
    profiles: { steppe: { statements: 2, hits: 163 } },
    notes: { 'neo4j-graphql': 'fails: out of memory' },
  },
);

/** The cells of a section's table row. */
function cells(page: string, heading: string, first: string): string[] {
  const section = page.slice(page.indexOf(heading));
  const row = section.split('\n').find((line) => line.startsWith(`| ${first} `)) ?? '';
  return row.split('|').map((cell) => cell.trim());
}

test('Targets are marked, those that are missed too.', () => {
  const page = resultsPage([aRun(100_000, [w1, w5])]);
  const heading = '### Questions a second with 16 connections, all unlike';
  expect(cells(page, heading, 'W1').slice(2, 6)).toEqual([
    '900',
    '9.00 (9.00 to 9.00); ≥ 4.5 met',
    '–; ≥ 1.2 not measured',
    '0.750 (0.750 to 0.750); ≥ 0.9 **missed**',
  ]);
  expect(cells(page, heading, 'W5')[5]).toBe('1.25 (1.25 to 1.25); ≥ 0.7 met');
});

test('The machine, the versions, the database hits and what fails are told.', () => {
  const page = resultsPage([aRun(100_000, [w1, w5])]);
  expect(page).toContain('Abacus 9, 2 cores, 24 GB');
  expect(page).toContain('- Steppe 0.1.0, Node 20');
  expect(page).toContain('- @neo4j/graphql: fails: out of memory');
  expect(page).toContain('≤ 130 **missed**');
  expect(cells(page, '#### W1', 'Steppe').slice(-3, -1)).toEqual(['2.00', '92.0']);
});

test('What repeating one question gains stands beside what unlike ones take.', () => {
  const page = resultsPage([aRun(100_000, [w1])]);
  expect(cells(page, '### One question again and again', 'W1')[2]).toBe('900/s, 1.00 times');
});

test('Runs on another Node stand behind those of their size, and not in the table of sizes.', () => {
  const page = resultsPage([{ ...aRun(100_000, [w5]), node: '24' }, aRun(100_000, [w1])]);
  expect(page.indexOf('## 100,000 facts\n')).toBeLessThan(
    page.indexOf('## 100,000 facts, all servers on Node 24\n'),
  );
  expect(page).not.toContain('Cost by the graph’s size');
});

test('Runs of several sizes are compared, smallest first.', () => {
  const one = resultsPage([aRun(100_000, [w1])]);
  expect(one).not.toContain('Cost by the graph’s size');
  const two = resultsPage([aRun(1_000_000, [w1]), aRun(10_000, [w1])]);
  expect(two.indexOf('## 10,000 facts')).toBeLessThan(two.indexOf('## 1,000,000 facts'));
  expect(two).toContain('| W1 | 92.0 | 1.11 | 92.0 | 1.11 |');
});

test('The plot has a line for each server that was measured, over all sizes.', () => {
  const svg = costPlot([aRun(10_000, [w1]), aRun(100_000, [w1])]);
  // Database hits of two servers, and times of three.
  expect(svg.match(/<polyline/g)).toHaveLength(5);
  expect(svg.match(/<circle/g)).toHaveLength(10);
  expect(svg).not.toContain('NaN');
});

test('Axes begin and end at powers of ten.', () => {
  expect(decades([3, 20_000])).toEqual([0, 5]);
  expect(decades([100, 100])).toEqual([2, 3]);
  expect(decades([])).toEqual([0, 1]);
});

test('Figures are shown with as many digits as count, and cells hold no bar.', () => {
  expect([0.1234, 1.234, 12.34, 123.4, 12_345, 0, null].map(shown)).toEqual([
    '0.123',
    '1.23',
    '12.3',
    '123',
    '12,345',
    '0',
    '–',
  ]);
  expect(table(['a', 'b'], [['x|y', '1']])).toBe('| a | b |\n| --- | ---: |\n| x\\|y | 1 |');
});

test('A run of a part takes the place of what was known of it; the rest stays, with when it was taken.', () => {
  const earlier = { ...aRun(100_000, [w1, w5]), takenAt: '2025-01-02T03:04:05.000Z' };
  const faster = { ...w1, title: 'W1, once more' };
  const kept = withEarlier(aRun(100_000, [faster]), earlier);
  expect(kept.workloads).toEqual([
    faster,
    { ...w5, takenAt: earlier.takenAt, takenOn: earlier.machine.processor },
  ]);
  expect(resultsPage([kept])).toContain(
    `Taken earlier, 2025-01-02 03:04 UTC, on ${earlier.machine.processor}.`,
  );
  expect(withEarlier({ ...aRun(100_000, [faster]), seed: 2 }, earlier).workloads).toEqual([faster]);
});
