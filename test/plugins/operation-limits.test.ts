import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LimitedServer, startServer } from './limited-server.ts';

let steppe: LimitedServer;
beforeAll(async () => {
  steppe = await startServer();
});
afterAll(() => steppe.close());
beforeEach(() => {
  steppe.resolved = 0;
});

const tooLarge =
  '{ entities(first: 100) { nodes { facts(first: 100) { nodes { subject { names { text } } value { unit } } } } } }';

test('An operation above the limits is refused with the limit, its value, what it measured and what to do, and reaches no resolver.', async () => {
  const { status, data, errors } = await steppe.ask(tooLarge);
  expect(status).toBe(400);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message:
        'The cost of this operation, the objects it can return, is 80201, over the limit of 50000. Ask for fewer items (`first: …`) or fewer levels, or split the query.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 50_000, measured: 80_201 },
    },
  ]);
  expect(steppe.resolved).toBe(0);
});

test('An operation above the limits is refused for what its variables hold.', async () => {
  const query = `query ($n: Int = 1) { entities(first: $n) { nodes { facts(first: $n) { nodes { id } } } } }`;
  expect((await steppe.ask(query)).status).toBe(200);
  const resolved = steppe.resolved;
  expect(await steppe.ask(query, { n: 40_000 })).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost' } }],
  });
  expect(steppe.resolved).toBe(resolved);
});

test('An operation above the limits is answered 200 where only application/json is accepted, as GraphQL over HTTP asks.', async () => {
  const { status, errors } = await steppe.ask(tooLarge, {}, { accept: 'application/json' });
  expect(status).toBe(200);
  expect(errors?.[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
});

test('An operation above the limits is refused for its depth, its aliases and its directives, each with an error of its own.', async () => {
  const deep = `${'asOf { '.repeat(12)}${'a: asOf @skip(if: false) { '.repeat(61)}__typename${' }'.repeat(73)}`;
  const { errors } = await steppe.ask(`{ ${deep} }`);
  expect(
    errors?.map(({ extensions }) => [extensions?.limit, extensions?.measured, extensions?.maximum]),
  ).toEqual([
    ['depth', 74, 24],
    ['aliases', 61, 60],
    ['directives', 61, 60],
  ]);
  expect(steppe.resolved).toBe(0);
});

test('An operation above the limits is refused in no time when its fragments multiply.', async () => {
  let bomb = '{ ...F0 }';
  for (let i = 0; i < 20; i++)
    bomb += ` fragment F${i} on Query { a: asOf { ...F${i + 1} } b: asOf { ...F${i + 1} } }`;
  bomb += ' fragment F20 on Query { entities { nodes { id } } }';
  const start = performance.now();
  expect((await steppe.ask(bomb)).errors?.map(({ extensions }) => extensions?.limit)).toEqual([
    'aliases',
    'cost',
  ]);
  expect(performance.now() - start).toBeLessThan(500);
  expect(steppe.resolved).toBe(0);
});

test('An operation above the limits is refused for its depth also where its brackets nest as deep as they may.', async () => {
  const { status, errors } = await steppe.ask(`{ ${'asOf { '.repeat(499)}__typename${' }'.repeat(499)} }`);
  expect(status).toBe(400);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'depth', measured: 500 });
});

test('An operation above the limits still lets a resolver say what is wrong with a page of its own.', async () => {
  expect((await steppe.ask('{ entities(first: 101) { nodes { id } } }')).status).toBe(200);
  expect(steppe.resolved).toBe(1);
});

test('An operation within the limits never returns more objects than its cost.', async () => {
  const objects = (value: unknown): number =>
    typeof value !== 'object' || value === null
      ? 0
      : Array.isArray(value)
        ? value.reduce((sum: number, item) => sum + objects(item), 0)
        : 1 + Object.values(value).reduce((sum: number, item) => sum + objects(item), 0);
  const queries = [
    '{ entities { edges { node { names { text } } } nodes { id } pageInfo { endCursor } } }',
    '{ a: entities(first: 9) { ...E } b: entities(last: 7) { ...E } } fragment E on EntityConnection { totalCount nodes { facts(first: 3) { totals { unit } edges { node { subject { names { text } } value { unit } } } } } }',
    '{ nodes(ids: ["a", "b"]) { ... on Organization { investments { edges { node { id } amount { unit } } } } ... on Place { investors(first: 1) { totalCount } } } }',
    '{ totals { unit } some: totals(first: 7) { sum } paths(from: "a", to: "b") { hops { fact { subject { id } } } } }',
    '{ asOf { asOf { entity(id: "a") { facts { edges { node { id value { amount } } } } } } } }',
  ];
  for (const query of queries) {
    const { data, extensions } = await steppe.ask(query, {}, { 'steppe-include': 'cost' });
    const returned = objects(data) - 1;
    expect(returned, query).toBeGreaterThan(5);
    expect(extensions?.cost, query).toMatchObject({ cost: expect.any(Number) });
    expect(returned, query).toBeLessThanOrEqual(Object(extensions?.cost).cost);
  }
});

test('An operation within the limits can be the introspection query of GraphiQL, whatever the limits.', async () => {
  const tight = await startServer({ env: { STEPPE_MAX_DEPTH: '8', STEPPE_MAX_COST: '100' } });
  const { status, data } = await tight.ask(getIntrospectionQuery({ inputValueDeprecation: true }));
  await tight.close();
  expect(status).toBe(200);
  expect(data).toHaveProperty('__schema.types');
});
