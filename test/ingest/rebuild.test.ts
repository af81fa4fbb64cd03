import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { emptyGraph, runCypher } from '../database/empty-graph.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { projection } from './projection.ts';

const graph = await openTestGraph();
beforeAll(async () => {
  await emptyGraph(graph);
  await loadArticle(graph);
  await loadSecondSource(graph);
});
afterAll(() => graph.close());

test('A rebuild of a sound graph changes nothing.', async () => {
  const before = await projection(graph);
  expect(await rebuild(graph)).toEqual({ facts: 51, entities: 20 });
  expect(await projection(graph)).toEqual(before);
});

test('A rebuild puts right what was changed, taken away or added behind its back.', async () => {
  const before = await projection(graph);
  await runCypher(graph, "MATCH (:Entity)-[f:PRODUCES]->() SET f.amount = '1', f.sourceCount = 9");
  await runCypher(graph, 'MATCH (:Entity)-[f:INVESTED_IN]->() DELETE f');
  await runCypher(graph, 'MATCH (f:Observation) DETACH DELETE f');
  await runCypher(graph, 'MATCH ()-[w:WITHIN]->() DELETE w');
  await runCypher(graph, 'MATCH (e:Entity) SET e.withinIds = [], e.countryId = null');
  expect(await projection(graph)).not.toEqual(before);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(before);
});
