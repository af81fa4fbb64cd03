import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

const run = promisify(execFile);
const LOAD = fileURLToPath(new URL('./mixed-load.ts', import.meta.url));
const LONGEST_MS = 600_000;

beforeAll(async () => {
  const graph = await openTestGraph();
  await loadArticle(graph);
  await graph.close();
});

test(
  'After 10,000 requests of many sorts the heap is at most a tenth larger than after 1,000.',
  async () => {
    const { uri, password } = inject('database');
    const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', LOAD], {
      env: { ...process.env, NEO4J_URI: uri, NEO4J_PASSWORD: password },
    });
    const [after1000 = 0, after10000 = 0] = JSON.parse(stdout) as number[];
    expect(after1000).toBeGreaterThan(10);
    expect(after10000 / after1000, `${after1000} MB, then ${after10000} MB`).toBeLessThan(1.1);
  },
  LONGEST_MS,
);
