import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { readExport } from '../../src/cli/export-options.ts';
import { exportGraph } from '../../src/graph-files/export-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { freshPath } from './exported.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

test('Of a graph without a change an export can be asked for again as its manifest says, and as of no change.', async () => {
  const target = freshPath('.jsonl');
  await exportGraph(graph, readExport('claims', target, {}));
  const { change, again } = JSON.parse(readFileSync(`${target}.json`, 'utf8'));
  expect([change, again]).toEqual([0, `steppe export claims ${target}`]);
  await expect(exportGraph(graph, readExport('claims', freshPath(), { asOf: '1' }))).rejects.toThrow(
    '--as-of: there is no change 1: the graph has no change yet.',
  );
});

test('What was exported after a change is asked for again as of it.', () => {
  expect(readExport('claims', 'x.jsonl', { force: true }).again(7)).toBe(
    'steppe export claims x.jsonl --as-of 7',
  );
});
