import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyStatement, everyThenStatement } from '../../src/loaders/all-statements.ts';
import { planFirstStatements, planUsualStatements } from '../../src/loaders/warm-up.ts';
import { runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { tourQueries } from '../explorer/tour-files.ts';

const graph = await openTestGraph();
beforeAll(async () => {
  await loadArticle(graph);
  await loadSecondSource(graph);
});
afterAll(() => graph.close());

test('What the tour asks is planned at start, and every statement that it sends is one whose plan is looked at.', {
  timeout: 300_000,
}, async () => {
  const { signal } = new AbortController();
  const first = await planFirstStatements(graph, signal);
  const planned = first + (await planUsualStatements(graph, signal));
  expect(first).toBeLessThan(30);
  const known = new Set(graph.statements.rendered.map(({ name }) => name));
  expect(planned).toBeGreaterThan(30);
  const steppe = await startSteppe(graph);
  const sent: string[] = [];
  for (const { text } of tourQueries) {
    const { errors, extensions } = await steppe.ask(text, {}, { 'steppe-include': 'statements' });
    expect(errors).toBeUndefined();
    sent.push(...(extensions?.statements ?? []).map(({ name }) => name));
  }
  await steppe.close(1_000);
  expect(sent.length).toBeGreaterThan(15);
  expect(sent.filter((name) => !known.has(name))).toEqual([]);
  const looked = new Set(
    [...everyStatement(graph.statements), ...everyThenStatement(graph.statements)].map(({ name }) => name),
  );
  expect(sent.filter((name) => !looked.has(name))).toEqual([]);
});

/** Empties Neo4j’s cache of plans. @returns how many plans were in it. */
async function forgetPlans(): Promise<number> {
  const [told] = await runCypher(graph, 'CALL db.clearQueryCaches() YIELD value RETURN value');
  const [, count = 'NaN'] = /cleared of (\d+) queries/.exec(String(told)) ?? [];
  return Number(count);
}

test('What was planned is found again when it is asked: the tour’s questions add no plans.', {
  timeout: 300_000,
}, async () => {
  const { signal } = new AbortController();
  const steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
  await forgetPlans();
  const first = await planFirstStatements(graph, signal);
  const planned = first + (await planUsualStatements(graph, signal));
  for (const { text } of tourQueries) expect((await steppe.ask(text)).errors).toBeUndefined();
  expect(await forgetPlans()).toBe(planned);
  await steppe.close(1_000);
});

test('Planning stops when the server does, and when the database is not there.', async () => {
  expect(await planUsualStatements(graph, AbortSignal.abort())).toBe(0);
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 5);
  expect(await planUsualStatements(graph, stopping.signal)).toBeLessThan(40);
});
