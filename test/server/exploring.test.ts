import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor } from './graphs.ts';

let graph: Graph;
let open: Steppe;
let production: Steppe;
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
  open = await startSteppe(graph);
  production = await startSteppe(graph, { NODE_ENV: 'production' });
});
afterAll(async () => {
  await open.close(0);
  await production.close(0);
  await graph.close();
});

const listOfThree = '{ entities(first: 3) { nodes { id } } }';
const include = (names: string) => ({ 'steppe-include': names });
const browse = (steppe: Steppe) =>
  fetch(steppe.endpoint, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

test('In development a client may read the schema, within the limits that stand.', async () => {
  const { data, errors } = await open.ask<{ __schema: { types: { name: string }[] } }>(
    getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }),
  );
  expect(errors).toBeUndefined();
  expect(data?.__schema.types.map(({ name }) => name)).toContain('Facility');
});

test('In production the schema is not told, and the refusal says which setting tells it.', async () => {
  for (const query of [
    getIntrospectionQuery(),
    '{ ...F } fragment F on Query { __type(name: "Fact") { name } }',
  ]) {
    const { status, data, errors } = await production.ask(query);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('STEPPE_EXPLORE=on');
    expect(errors?.[0]?.extensions?.code).toBe('INTROSPECTION_OFF');
  }
});

test('In production a misspelt field is not answered with the names of others.', async () => {
  const misspelt = '{ entites { nodes { id } } }';
  expect((await open.ask(misspelt)).errors?.[0]?.message).toContain('Did you mean "entities"');
  expect((await production.ask(misspelt)).errors?.[0]?.message).not.toContain('entities"');
});

test('In development a browser gets GraphiQL; in production it is told what turns it on.', async () => {
  const page = await browse(open);
  expect(page.status, 'the page: `npm run build:explorer` makes it').toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const refusal = await browse(production);
  expect(refusal.status).toBe(404);
  expect(refusal.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await refusal.text()).toContain('STEPPE_EXPLORE=on');
});

test('STEPPE_EXPLORE=on turns all of it on in production, and off turns it off in development.', async () => {
  const on = await serveFor(graph, { NODE_ENV: 'production', STEPPE_EXPLORE: 'on' });
  expect((await on.ask('{ __schema { queryType { name } } }')).errors).toBeUndefined();
  expect((await browse(on)).status).toBe(200);
  const off = await serveFor(graph, { STEPPE_EXPLORE: 'off' });
  expect((await off.ask('{ __schema { queryType { name } } }')).status).toBe(400);
  expect((await browse(off)).status).toBe(404);
});

test('An answer tells its cost and its statements when it is asked for them, and not else.', async () => {
  expect((await open.ask(listOfThree)).extensions).toBeUndefined();
  const { extensions } = await open.ask(listOfThree, {}, include('cost,statements'));
  expect(extensions?.cost).toEqual({ cost: 4, depth: 3, maximum: 50_000 });
  expect(extensions?.statements).toHaveLength(1);
  const [statement] = extensions?.statements ?? [];
  expect(statement?.name).toMatch(/^entity-page/);
  expect(statement?.rows).toBe(1);
  expect(statement?.milliseconds).toBeGreaterThan(0);
  expect(statement).not.toHaveProperty('databaseHits');
});

test('A profile tells what each statement cost the database.', async () => {
  const { extensions } = await open.ask(listOfThree, {}, include('profile'));
  const [statement] = extensions?.statements ?? [];
  expect(statement?.databaseHits).toBeGreaterThan(3);
  // Three of the graph's entities are read, not all of them.
  expect(statement?.databaseHits).toBeLessThan(60);
});

test('In production the cost is told, the statements are not.', async () => {
  const { extensions } = await production.ask(listOfThree, {}, include('cost'));
  expect(extensions).toEqual({ cost: { cost: 4, depth: 3, maximum: 50_000 } });
  for (const name of ['statements', 'profile']) {
    const { status, data, errors } = await production.ask(listOfThree, {}, include(`cost, ${name}`));
    expect(status).toBe(403);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('STEPPE_EXPLORE=on');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
});
