import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schema } from '../../schema/schema.ts';
import { asJson } from '../../src/execution/answer-form.ts';
import { PlannedQueries, usePlannedQueries } from '../../src/plugins/planned-queries.ts';
import { type Answer, type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { tourQueries } from '../explorer/tour-files.ts';

const [{ selectionSet: nothing }] = parse('{ __typename @skip(if: true) }').definitions as [
  OperationDefinitionNode,
];

/** The same question of the executor, which answers whatever has a directive. */
const executed = (query: string): string => {
  const { definitions, ...document } = parse(query);
  const withNothing = (operation: OperationDefinitionNode): OperationDefinitionNode => {
    const { selectionSet } = operation;
    const selections = [...selectionSet.selections, ...nothing.selections];
    return { ...operation, selectionSet: { ...selectionSet, selections } };
  };
  return print({
    ...document,
    definitions: definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? withNothing(definition) : definition,
    ),
  });
};

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

/** Where errors are depends on how a document is written. */
const withoutLocations = ({ errors, ...answer }: Answer) => ({
  ...answer,
  ...(errors && { errors: errors.map((error) => ({ ...error, locations: null })) }),
});

test.each(questions)(
  'At first and asked again, %s is answered as the executor does.',
  async (_, query, variables) => {
    const expected = withoutLocations(await steppe.ask(executed(query), variables));
    for (let i = 0; i < 3; i++)
      expect(withoutLocations(await steppe.ask(query, variables))).toEqual(expected);
  },
);

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
    plugins: [counting, usePlannedQueries(new PlannedQueries())],
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

test('A plain query is not executed, and of two operations in a document the one that is named is answered.', async () => {
  const server = await serveCounting();
  try {
    const query = 'query A { a: __typename } query B { b: __typename }';
    for (let i = 0; i < 2; i++) {
      expect(await server.ask({ query, operationName: 'A' })).toEqual({ data: { a: 'Query' } });
      expect(await server.ask({ query, operationName: 'B' })).toEqual({ data: { b: 'Query' } });
    }
    expect(server.executed()).toBe(0);
    await server.ask({ query: executed('{ a: __typename }') });
    expect(server.executed()).toBe(1);
  } finally {
    server.close();
  }
});

interface Asked {
  readonly name: string;
  asked: number;
}
const named = new GraphQLInterfaceType({ name: 'Named', fields: { name: { type: GraphQLString } } });
const sight = new GraphQLObjectType<Asked>({
  name: 'Sight',
  fields: { asked: { type: GraphQLInt, resolve: (item) => ++item.asked } },
});
/** A type whose field is asked of one object, met again and again. */
const items = new GraphQLObjectType<Asked>({
  name: 'Item',
  interfaces: [named],
  fields: {
    name: { type: GraphQLString, resolve: ({ name }) => name },
    asked: { type: GraphQLInt, resolve: (item) => ++item.asked },
    later: { type: GraphQLString, resolve: async ({ name }) => name },
    sight: { type: sight, resolve: (item) => item },
    nothing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    refused: {
      type: GraphQLString,
      resolve: () => {
        throw new Error('refused');
      },
    },
    refusedLater: { type: GraphQLString, resolve: () => Promise.reject(new Error('refused later')) },
  },
});
const made = () => {
  const [a, b] = [
    { name: 'a', asked: 0 },
    { name: 'b', asked: 0 },
  ];
  return [a, b, a, Promise.resolve(a)];
};
const itemSchema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      items: { type: new GraphQLList(items), resolve: made },
      sights: { type: new GraphQLList(sight), resolve: made },
    },
  }),
});
/** What both plans of a query answer, which is the same. */
const planned = async (query: string) => {
  const plans = new PlannedQueries().meet({ schema: itemSchema, document: parse(query) });
  const json = await plans?.json.run(undefined, {}, {});
  const data = await plans?.values.run(undefined, {}, {});
  expect(json).toBe(JSON.stringify(data));
  return { data };
};

test('An object that is met again at the same place is asked once; under another name it is asked again.', async () => {
  expect(await planned('{ items { later name asked } again: items { asked } }')).toEqual({
    data: {
      items: ['a', 'b', 'a', 'a'].map((name) => ({ later: name, name, asked: 1 })),
      again: Array.from({ length: 4 }, () => ({ asked: 1 })),
    },
  });
  expect(JSON.stringify(await planned('{ items { later name } }'))).toContain('{"later":"a","name":"a"}');
  // What has no interface has no identity: pages, amounts, periods.
  expect(await planned('{ items { sight { asked } } sights { asked } }')).toEqual({
    data: {
      items: ['a', 'b', 'a', 'a'].map(() => ({ sight: { asked: 1 } })),
      sights: [1, 1, 2, 3].map((asked) => ({ asked })),
    },
  });
});

test('A plan gives up at an error, a promise that is not kept, or a null that must not be; whatever else was begun is waited for.', async () => {
  for (const fields of ['refused', 'refusedLater', 'nothing', 'refusedLater refused later'])
    await expect(planned(`{ items { ${fields} } }`)).rejects.toThrow();
  const names = parse('query ($n: Int!) { items { name } }');
  const plans = new PlannedQueries().meet({ schema: itemSchema, document: names });
  await expect(plans?.values.run(undefined, {}, {})).rejects.toThrow();
  await expect(plans?.json.run(undefined, {}, {})).rejects.toThrow();
});

test('Leaves are written as JSON.stringify writes them.', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => `a${String.fromCharCode(code)}b`);
  const values = [
    '',
    '\u{1f600}',
    '\ude00\ud83d',
    0,
    -0,
    1.5e-7,
    2 ** 53,
    Number.NaN,
    true,
    false,
    { a: ['"'] },
  ];
  for (const value of [...characters, ...values]) expect(asJson.leaf(value)).toBe(JSON.stringify(value));
});

test('What plans do not know has none.', () => {
  for (const query of [
    '{ items { name @skip(if: true) } }',
    '{ __schema { queryType { name } } }',
    '{ __proto__: __typename }',
    'mutation { __typename }',
  ])
    expect(new PlannedQueries().meet({ schema: itemSchema, document: parse(query) })).toBeNull();
});
