import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import type { Steppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { graphWithStatement, serveFor, unreachableGraph } from './graphs.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await openTestGraph();
  await loadArticle(graph);
});
afterAll(() => graph.close());

const ABOUT = '{ about { claimCount } }';
/** Words of the inside: of Neo4j, its driver, its address, this code and its files. */
const INSIDE = /neo4j|cypher|bolt|127\.0\.0\.1|RETURN|Syntax|node_modules|\.ts\b|at \w+ \(/i;

/** Asks under an id of one's own. */
async function askAs(steppe: Steppe, id: string, query: string) {
  const response = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-request-id': id,
    },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  return {
    id: response.headers.get('x-request-id'),
    status: response.status,
    text,
    errors: JSON.parse(text).errors,
  };
}

test('A statement that the database refuses is answered with a reference only; the log has its cause under it.', async () => {
  const broken = await graphWithStatement('about', (text) => text.replace('RETURN', 'RETURN oops +'));
  const steppe = await serveFor(broken);
  const { id, status, text, errors } = await askAs(steppe, 'trial-1', ABOUT);
  expect(status).toBe(500);
  expect(id).toBe('trial-1');
  expect(errors).toMatchObject([
    { path: ['about'], extensions: { code: 'INTERNAL_SERVER_ERROR', reference: 'trial-1' } },
  ]);
  expect(text).not.toMatch(INSIDE);
  const logged = steppe.log.filter((line) => line.id === 'trial-1');
  expect(logged.map(({ msg }) => msg)).toEqual(['unexpected error', 'request']);
  expect(JSON.stringify(logged[0])).toMatch(/Neo\.ClientError\.Statement\.SyntaxError|oops/);
  expect(logged[1]).toMatchObject({ status: 500, errors: ['INTERNAL_SERVER_ERROR'] });
});

test('A field that fails is null with its error, and its neighbours are answered.', async () => {
  const broken = await graphWithStatement('within', (text) => text.replace('RETURN', 'RETURN oops +'));
  await loadArticle(graph);
  const steppe = await serveFor(broken);
  const { status, data, errors } = await steppe.ask(
    '{ node(id: "place_kostanay") { ... on Place { within { name } } } other: node(id: "org_changan") { id } }',
  );
  expect(status).toBe(200);
  expect(data).toEqual({ node: null, other: { id: 'org_changan' } });
  expect(errors).toMatchObject([{ path: ['node', 'within'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
});

test('What takes more memory than the database has is told so, with what to do; the log has the reason.', async () => {
  const greedy = await graphWithStatement(
    'within',
    (text) =>
      `UNWIND range(1, 1000000) AS n WITH collect('${'x'.repeat(10_000)}' + n) AS big WHERE size(big) < 0 ${text}`,
  );
  await loadArticle(graph);
  const steppe = await serveFor(greedy);
  const { errors } = await steppe.ask('{ node(id: "place_kostanay") { ... on Place { within { name } } } }');
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(
        /^This takes more memory than the database has left\. Ask for fewer items/,
      ),
      path: ['node', 'within'],
      extensions: { code: 'DATABASE_MEMORY' },
    },
  ]);
  expect(JSON.stringify(errors)).not.toMatch(INSIDE);
  expect(steppe.log.some(({ msg }) => msg === 'the database has not enough memory')).toBe(true);
});

test('A database that does not answer is said not to, with nothing of its address; the log has the reason.', async () => {
  const steppe = await serveFor(await unreachableGraph());
  const { status, text, errors } = await askAs(steppe, 'trial-2', ABOUT);
  expect(status).toBe(503);
  expect(errors).toMatchObject([{ path: ['about'], extensions: { code: 'DATABASE_UNAVAILABLE' } }]);
  expect(text).not.toMatch(INSIDE);
  const [cause] = steppe.log.filter(({ msg }) => msg === 'the database does not answer');
  expect(cause).toMatchObject({ id: 'trial-2', reason: expect.stringMatching(/connect|Could not/) });
});

test('A graph that was closed under the server leaks nothing either.', async () => {
  const closing = await openTestGraph();
  const steppe = await serveFor(closing);
  await closing.close();
  const { status, text, errors } = await askAs(steppe, 'trial-3', ABOUT);
  expect(status).toBeGreaterThanOrEqual(500);
  expect(errors[0].extensions.code).toMatch(/^(INTERNAL_SERVER_ERROR|DATABASE_UNAVAILABLE)$/);
  expect(text).not.toMatch(INSIDE);
  expect(steppe.log.some(({ id, level }) => id === 'trial-3' && level === 50)).toBe(true);
});

test('An id that could be more than an id is not taken over.', async () => {
  const steppe = await serveFor(graph);
  for (const id of ['a b', '<script>', 'x'.repeat(65), '{"level":50}'])
    expect((await askAs(steppe, id, '{ __typename }')).id).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['what does not parse', '{ about', 'GRAPHQL_PARSE_FAILED'],
  ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a document without an operation', '', 'GRAPHQL_PARSE_FAILED'],
  [
    'two operations without a choice',
    'query A { __typename } query B { __typename }',
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a variable that is missing', 'query ($id: ID!) { node(id: $id) { id } }', 'BAD_USER_INPUT'],
  ['a page below nothing', '{ entities(first: -1) { nodes { id } } }', 'BAD_USER_INPUT'],
  ['a cursor of nobody', '{ entities(after: "zzz") { nodes { id } } }', 'BAD_USER_INPUT'],
])('The code is in the extensions for %s.', async (_, query, code) => {
  const { errors } = await (await serveFor(graph)).ask(query);
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
});
