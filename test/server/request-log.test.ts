import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor } from './graphs.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
});
afterAll(() => graph.close());

test('A request is one line: its id, operation, status, time, cost and statements.', async () => {
  const steppe = await serveFor(graph);
  await steppe.ask('query Three { entities(first: 3) { nodes { id } } }');
  await steppe.ask('{ __typename }');
  await steppe.ask('{ nothing }');
  expect(steppe.log).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      msg: 'request',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'POST',
      path: '/graphql',
      status: 200,
      milliseconds: expect.any(Number),
      operation: 'Three',
      cost: 4,
      statements: 1,
    },
    expect.objectContaining({ operation: null, cost: 0, statements: 0 }),
    expect.objectContaining({ status: 400, errors: ['GRAPHQL_VALIDATION_FAILED'] }),
  ]);
  expect(new Set(steppe.log.map(({ id }) => id)).size).toBe(3);
});

test('A refused request is a line too, with the code of its refusal.', async () => {
  const steppe = await serveFor(graph, { STEPPE_MAX_COST: '3', STEPPE_MAX_BODY_BYTES: '500' });
  await steppe.ask('query Large { entities(first: 5) { nodes { id } } }');
  await steppe.ask('{ __typename }', { filling: 'x'.repeat(600) });
  expect(steppe.log).toMatchObject([
    { operation: 'Large', cost: 6, status: 400, errors: ['LIMIT_EXCEEDED'] },
    { method: 'POST', path: '/graphql', status: 413 },
  ]);
});

test('Values of variables, headers and the text of the query stay out of the log.', async () => {
  const steppe = await serveFor(graph);
  const headers = { authorization: 'Bearer sesame-1', cookie: 'session=sesame-2' };
  await steppe.ask(
    'query Find($t: String!) { search(text: $t) { nodes { id } } }',
    { t: 'sesame-3' },
    headers,
  );
  await steppe.ask('{ search(text: "sesame-4") { nodes { id } } }', {}, headers);
  await steppe.ask('query ($n: Int) { entities(first: $n) { nodes { id } } }', { n: 'sesame-5' }, headers);
  await fetch(`${steppe.endpoint}?query={__typename}&variables={"t":"sesame-6"}`, { headers });
  expect(steppe.log).toHaveLength(4);
  expect(JSON.stringify(steppe.log)).not.toContain('sesame');
});

test('Probes are not logged as requests are, unless the log is to tell everything.', async () => {
  const steppe = await serveFor(graph);
  await fetch(`${steppe.url}/health/ready`);
  await fetch(`${steppe.url}/health/live`);
  expect(steppe.log).toEqual([]);
});
