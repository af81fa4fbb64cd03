import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor } from '../server/graphs.ts';
import { callerOf } from './callers.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

test('What the README sends to write a claim writes one.', async () => {
  await loadArticle(graph);
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const [, body = ''] = /## Writing\n.*?-d '(\{.*?\n\})'/s.exec(readme) ?? [];
  const { query, variables } = JSON.parse(body);
  const { headers } = await callerOf(graph, 'editor');
  expect(await (await serveFor(graph)).ask(query, variables, headers)).toMatchObject({
    status: 200,
    data: { assertClaims: { newClaimIds: [expect.any(String)], facts: [{ value: { amount: '500' } }] } },
  });
});
