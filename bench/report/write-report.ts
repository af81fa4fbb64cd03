import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../measure/results.ts';
import { costPlot } from './cost-plot.ts';
import { isOnOwnNode, resultsPage } from './results-page.ts';
import { withEarlier } from './with-earlier.ts';

const folder = new URL('../results/', import.meta.url);

/** More digits than measuring has. */
const tellingDigits = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;

const read = (file: URL): RunResult => JSON.parse(readFileSync(file, 'utf8'));

/** Keeps a run's figures in place of those of an earlier one on a graph of the same size and the same choice of Node. */
export function keepRun(run: RunResult): void {
  mkdirSync(folder, { recursive: true });
  const node = isOnOwnNode(run) ? '' : `-node-${run.node}`;
  const file = new URL(`facts-${run.facts}${node}.json`, folder);
  const kept = existsSync(file) ? withEarlier(run, read(file)) : run;
  writeFileSync(file, `${JSON.stringify(kept, tellingDigits, 1)}\n`);
}

/** Writes RESULTS.md and the plot from the runs that are kept. @returns the page's path. */
export function writeReport(): string {
  const runs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => read(new URL(name, folder)));
  const page = new URL('../RESULTS.md', import.meta.url);
  writeFileSync(page, resultsPage(runs));
  writeFileSync(new URL('cost-by-size.svg', folder), costPlot(runs.filter(isOnOwnNode)));
  return fileURLToPath(page);
}

// By itself: `npx tsx bench/report/write-report.ts`.
if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(writeReport());
