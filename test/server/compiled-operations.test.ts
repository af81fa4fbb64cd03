import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga, type Plugin } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../schema/schema.ts';
import { CompiledOperations, useCompiledOperations } from '../../src/plugins/compiled-operations.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { tourQueries } from '../explorer/tour-files.ts';

/** More often than it takes for an operation to be compiled. */
const TIMES = 5;

const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const tour = tourQueries.map(({ file, text }): [string, string, object] => [`the tour’s ${file}`, text, {}]);

const questions: readonly (readonly [title: string, query: string, variables: object])[] = [
  ...tour,
  [
    'an interface',
    '{ nodes(ids: ["org_changan", "place_kazakhstan", "nothing", "org_none"]) { __typename id ... on Entity { kind name } } }',
    {},
  ],
  [
    'aliases and arguments',
    '{ a: entity(by: {name: "Changan"}) { name(language: "zh") n: name } b: entity(by: {name: "nobody"}) { name } }',
    {},
  ],
  [
    'a variable with a default',
    'query ($n: Int = 2) { facts(first: $n) { nodes { id } pageInfo { endCursor hasNextPage } } }',
    {},
  ],
  [
    'an input object',
    'query ($w: FactFilter) { facts(where: $w, first: 3) { nodes { id modality } totalCount } }',
    { w: { modality: ['PLANNED'] } },
  ],
  [
    'fragments of fragments',
    '{ entity(by: {id: "org_changan"}) { ...A } } fragment A on Entity { name ...B } fragment B on Organization { partners { edges { cursor node { ...C } } } } fragment C on Entity { id name }',
    {},
  ],
  [
    'the same list twice',
    '{ entity(by: {id: "org_changan"}) { ... on Organization { partners { nodes { id } } } ... on Organization { partners { edges { sourceCount } } } } }',
    {},
  ],
  [
    'claims and their sources',
    '{ claims(first: 4) { nodes { id fact { id } subject { name } object { name } attributedTo { name } source { title claims(first: 1) { nodes { id } } } value { amount unit lower upper bound } } } }',
    {},
  ],
  [
    'include and skip',
    'query ($yes: Boolean = true) { entity(by: {id: "org_changan"}) { name @skip(if: $yes) id @include(if: $yes) } }',
    {},
  ],
  ['another time', '{ asOf(change: 1) { entity(by: {id: "org_changan"}) { name } } }', {}],
  ['introspection', '{ __type(name: "Fact") { name fields { name } } }', {}],
  ['a variable that is missing', 'query ($id: ID!) { node(id: $id) { id } }', {}],
  ['a variable of another type', 'query ($n: Int) { facts(first: $n) { nodes { id } } }', { n: 'three' }],
  [
    'an argument that is refused',
    '{ facts(first: 2) { nodes { id } } entity(by: {id: "org_changan"}) { facts(after: "nonsense") { nodes { id } } } }',
    {},
  ],
  ['a name that several have', '{ entity(by: {name: "Kostanay"}) { id } }', {}],
];

test.each(questions)('Asked again and again, %s is answered as at first.', async (_, query, variables) => {
  const first = await steppe.ask(query, variables);
  for (let i = 1; i < TIMES; i++) expect(await steppe.ask(query, variables)).toEqual(first);
});

/** A server that tells how often the executor was asked. */
async function serveCounting(): Promise<{
  executed(): number;
  ask(body: object): Promise<unknown>;
  close(): void;
}> {
  let executed = 0;
  const counting: Plugin = {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => {
        executed += 1;
        return executeFn(args);
      });
    },
  };
  const yoga = createYoga({
    schema,
    logging: false,
    plugins: [counting, useCompiledOperations(new CompiledOperations())],
  });
  const server = createServer(yoga);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    executed: () => executed,
    async ask(body) {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    close: () => server.close(),
  };
}

test('What is asked often enough is no longer executed, and of two operations in a document the one that is named is answered.', async () => {
  const server = await serveCounting();
  try {
    const query = 'query A { a: __typename } query B { b: __typename }';
    for (let i = 0; i < TIMES; i++) {
      expect(await server.ask({ query, operationName: 'A' })).toEqual({ data: { a: 'Query' } });
      expect(await server.ask({ query, operationName: 'B' })).toEqual({ data: { b: 'Query' } });
    }
    expect(server.executed()).toBeLessThan(2 * TIMES);
    const before = server.executed();
    await server.ask({ query, operationName: 'A' });
    await server.ask({ query, operationName: 'B' });
    expect(server.executed()).toBe(before);
  } finally {
    server.close();
  }
});

test('An operation that would be compiled for every kind of entity at every level is executed as before.', async () => {
  const server = await serveCounting();
  try {
    const nested = (depth: number): string =>
      depth === 0
        ? '__typename'
        : `__typename ... on Entity { facts(first: 1) { nodes { subject { ${nested(depth - 1)} } } } }`;
    const query = `{ nodes(ids: []) { ${nested(6)} } }`;
    for (let i = 0; i < TIMES; i++) await server.ask({ query });
    expect(server.executed()).toBe(TIMES);
  } finally {
    server.close();
  }
});
