import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { introspectionOptions, schemaFormats } from '../../schema/schema-formats.ts';
import { startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';

const graph = await openTestGraph();
const steppe = await startSteppe(graph);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const printed = (name: string): string => {
  const format = schemaFormats.find((known) => known.name === name);
  if (!format) throw new Error(`no format ${name}`);
  return format.print();
};

const { __schema: live } = await steppe.data<IntrospectionQuery>(getIntrospectionQuery(introspectionOptions));

/** The same with every list in one order. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const text = new Map(value.map((item) => [item, item?.name ?? JSON.stringify(item)]));
    return value.toSorted((a, b) => (text.get(a) < text.get(b) ? -1 : 1)).map(inOrder);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOrder(item)]));
};

test('The shipped introspection is what the live server tells of its schema.', () => {
  const { __schema: shipped } = JSON.parse(printed('introspection')) as IntrospectionQuery;
  expect(shipped.types.length).toBeGreaterThan(100);
  expect(inOrder(shipped)).toEqual(inOrder(live));
});

test('The shipped possible types are those of the live server’s interfaces.', () => {
  const abstract = live.types.flatMap((type) =>
    type.kind === 'INTERFACE' || type.kind === 'UNION'
      ? [[type.name, type.possibleTypes.map(({ name }) => name).toSorted()] as const]
      : [],
  );
  expect(abstract.map(([name]) => name)).toEqual(expect.arrayContaining(['Entity', 'Node']));
  expect(JSON.parse(printed('possible-types'))).toEqual(Object.fromEntries(abstract));
});

test('Neither directive of incremental delivery is advertised.', () => {
  expect(live.directives.map(({ name }) => name).toSorted()).toEqual([
    'deprecated',
    'include',
    'oneOf',
    'skip',
    'specifiedBy',
  ]);
});

/** As Relay, Apollo Client (both of its handlers) and urql ask. */
const accepted = [
  'application/json',
  'application/graphql-response+json',
  'multipart/mixed;deferSpec=20220824,application/json',
  'multipart/mixed;incrementalSpec=v0.2,application/graphql-response+json,application/json;q=0.9',
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
];

test.each(accepted)(
  'Who accepts %s and sends @defer or @stream reads that answers come whole.',
  async (accept) => {
    const { errors, data } = await steppe.ask(
      '{ about { changeNumber ... @defer { claimCount } } facts { nodes @stream(initialCount: 1) { id } } }',
      {},
      { accept },
    );
    expect(data).toBeUndefined();
    expect(errors?.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
      [
        '@defer: this server sends each answer whole. Leave @defer out; what should come later, ask for in a second query.',
        'INCREMENTAL_DELIVERY_OFF',
      ],
      [
        '@stream: this server sends each answer whole. Leave @stream out; what should come later, ask for in a second query.',
        'INCREMENTAL_DELIVERY_OFF',
      ],
    ]);
    const { errors: none, data: whole } = await steppe.ask('{ about { changeNumber } }', {}, { accept });
    expect({ none, whole }).toEqual({ none: undefined, whole: { about: { changeNumber: 0 } } });
  },
);
