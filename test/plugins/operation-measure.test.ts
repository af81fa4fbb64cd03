import {
  buildSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  graphqlSync,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema as real } from '../../schema/schema.ts';
import { measureOperation } from '../../src/plugins/operation-measure.ts';
import { typeDefs } from './limited-server.ts';

const schema = buildSchema(typeDefs);
const measure = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  measureOperation({
    schema,
    document: parse(query),
    variables,
    operationName,
    defaultPage: 20,
    maxPage: 100,
  });
const cost = (query: string, variables: Record<string, unknown> = {}) => measure(query, variables).cost;

test('The cost of an operation counts each object once: the connection, its edges and their nodes.', () => {
  expect(cost('{ entities(first: 10) { edges { node { id } } } }')).toBe(1 + 10 * (1 + 1));
  expect(cost('{ entities(first: 10) { nodes { id } } }')).toBe(1 + 10);
  expect(cost('{ entities(first: 10) { edges { cursor } } }')).toBe(1 + 10);
});

test('The cost of an operation multiplies pages down the tree.', () => {
  expect(cost('{ entities(first: 10) { nodes { facts(last: 7) { nodes { value { unit } } } } } }')).toBe(
    1 + 10 * (1 + (1 + 7 * (1 + 1))),
  );
});

test('The cost of an operation reads page sizes from literals, variables and the defaults of variables.', () => {
  const query = 'query ($n: Int = 40) { entities(first: $n) { nodes { id } } }';
  expect(cost(query, { n: 90 })).toBe(91);
  expect(cost(query)).toBe(41);
  expect(cost('query ($n: Int) { entities(last: $n) { nodes { id } } }', { n: 30 })).toBe(31);
});

test('The cost of an operation takes the default page where no size is given, be it absent, null or a variable without a value.', () => {
  expect(cost('{ entities { nodes { id } } }')).toBe(21);
  expect(cost('{ entities(first: null) { nodes { id } } }')).toBe(21);
  expect(cost('query ($n: Int) { entities(first: $n) { nodes { id } } }')).toBe(21);
  expect(cost('query ($n: Int = 5) { entities(first: $n) { nodes { id } } }', { n: null })).toBe(21);
});

test('The cost of an operation takes an argument’s default from the schema, also for an explicit null.', () => {
  expect(cost('{ totals { unit } }')).toBe(20 + 100);
  expect(cost('{ totals(first: null) { unit } }')).toBe(20 + 100);
  expect(cost('{ totals(first: 1000) { unit } }')).toBe(20 + 1000);
  expect(cost('{ paths(from: "a", to: "b") { length } }')).toBe(500 + 5);
});

test('The cost of an operation counts the ids of nodes(ids:), written out or in a variable.', () => {
  expect(cost('{ nodes(ids: ["a", "b", "c"]) { id } }')).toBe(3);
  expect(cost('query ($a: ID!) { nodes(ids: [$a, "b"]) { id } }', { a: 'a' })).toBe(2);
  expect(cost('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(70).fill('a') })).toBe(70);
  expect(cost('{ nodes(ids: "a") { id } }')).toBe(1);
});

test('The cost of an operation takes an unpaged list at its usual length, which a field can state.', () => {
  expect(cost('{ entity(id: "a") { names { text } } }')).toBe(1 + 5);
  const hinted = buildSchema(typeDefs);
  const names = hinted.getType('Name') && hinted.getQueryType()?.getFields().paths;
  if (!names) throw new Error('no field');
  names.args = [];
  names.extensions = { listSize: 12 };
  const document = parse('{ paths { length } }');
  expect(measureOperation({ schema: hinted, document, defaultPage: 20, maxPage: 100 }).cost).toBe(500 + 12);
});

test('The cost of an operation counts a page that a field says to hold so many items of for each that is asked for.', () => {
  const held = buildSchema(`
    type Query { neighbourhood(first: Int = 50): Neighbourhood! pathSearch(first: Int = 5): PathSearch! }
    type Neighbourhood { nodes: [Node!]! facts: [Node!]! isComplete: Boolean! }
    type PathSearch { paths: [Node!]! isComplete: Boolean! }
    type Node { id: ID! }
  `);
  const extend = (type: string, field: string, itemsEach: number): void => {
    const found = held.getType(type);
    if (isObjectType(found)) Object.assign(found.getFields()[field] ?? {}, { extensions: { itemsEach } });
  };
  extend('Neighbourhood', 'facts', 4);
  extend('PathSearch', 'paths', 1);
  const costOf = (query: string) =>
    measureOperation({ schema: held, document: parse(query), defaultPage: 20, maxPage: 100 }).cost;
  expect(costOf('{ neighbourhood { isComplete } }')).toBe(100 + 1);
  expect(costOf('{ neighbourhood { nodes { id } facts { id } } }')).toBe(100 + 1 + 50 * (1 + 4));
  expect(costOf('{ neighbourhood(first: 7) { facts { id } } }')).toBe(100 + 1 + 7 * 4);
  expect(costOf('{ pathSearch(first: 3) { isComplete paths { id } } }')).toBe(500 + 1 + 3);
});

test('The cost of an operation adds a fixed sum for counts and totals of a connection, whatever its page.', () => {
  expect(cost('{ entities(first: 1) { totalCount } }')).toBe(1 + 1);
  expect(cost('{ entities(first: 100) { totalCount pageInfo { endCursor } } }')).toBe(1 + 1 + 1);
  expect(cost('{ entity(id: "a") { facts(first: 100) { totals { unit } } } }')).toBe(1 + 1 + 20 + 5);
});

test('The cost of an operation is never less for a size that the execution will refuse.', () => {
  expect(cost('{ entities(first: -1) { nodes { id } } }')).toBe(101);
  expect(cost('query ($n: Int) { entities(first: $n) { nodes { id } } }', { n: '9' })).toBe(101);
  expect(cost('{ entities(first: 2, last: 50) { nodes { id } } }')).toBe(51);
  expect(cost('{ entities(first: 2000000) { nodes { id } } }')).toBe(2_000_001);
  expect(cost('{ entities(first: 0) { nodes { id } } }')).toBe(1);
});

test('The cost of an operation stays a number where pages multiply beyond all numbers, and an empty page does not hide it.', () => {
  const levels = 150;
  const deep = `${'facts(first: 2000000000) { nodes { subject { '.repeat(levels)}id${' } } }'.repeat(levels)}`;
  expect(cost(`{ entity(id: "a") { ${deep} } }`)).toBe(Number.MAX_SAFE_INTEGER);
  expect(cost('query ($n: Int) { entities(first: $n) { nodes { id } } }', { n: Infinity })).toBe(
    Number.MAX_SAFE_INTEGER,
  );
  expect(cost(`{ entity(id: "a") { facts(first: 0) { nodes { subject { ${deep} } } } } }`)).toBe(2);
});

test('The cost of an operation counts the costliest of selections for different types, for an object has one type.', () => {
  const query = (fragments: string) => `{ entities(first: 10) { nodes { id ${fragments} } } }`;
  const organization = '... on Organization { investments(first: 3) { nodes { id } } }';
  const place = '... on Place { investors(first: 7) { nodes { id } } }';
  const any = '... on Entity { names { text } }';
  expect(cost(query(organization + place + any))).toBe(1 + 10 * (1 + (1 + 7) + 5));
  expect(cost(query(place + place))).toBe(1 + 10 * (1 + (1 + 7) * 2));
});

test('The cost of an operation leaves out what @skip and @include leave out, but not their directives and aliases.', () => {
  const query =
    'query ($on: Boolean = false) { entities { nodes @include(if: $on) { id } a: totalCount @skip(if: true) } }';
  expect(measure(query)).toMatchObject({ cost: 1, depth: 1, aliases: 1, directives: 2 });
  expect(measure(query, { on: true })).toMatchObject({ cost: 21, depth: 3, aliases: 1, directives: 2 });
});

test('The cost of an operation is that of the operation that is asked for.', () => {
  const document =
    'query Small { entities(first: 1) { nodes { id } } } query Large { entities(first: 90) { nodes { id } } }';
  expect(measure(document, {}, 'Small').cost).toBe(2);
  expect(measure(document, {}, 'Large').cost).toBe(91);
});

test('The cost of an operation takes a variable named like a property of every object for what it is.', () => {
  expect(cost('query ($constructor: Int = 77) { entities(first: $constructor) { nodes { id } } }')).toBe(78);
});

test('Every field of the real schema with a page size is a list, a connection with edges and nodes, or says what its page holds.', () => {
  const small = (name: string) =>
    measureOperation({ schema: real, document: parse(`{ ${name} }`), defaultPage: 20, maxPage: 100 }).cost;
  let paged = 0;
  for (const type of Object.values(real.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.args.some(({ name }) => name === 'first' || name === 'last')) continue;
      paged += 1;
      const named = getNamedType(field.type);
      const fields = isObjectType(named) ? named.getFields() : {};
      expect(
        isListType(getNullableType(field.type)) ||
          ('edges' in fields && 'nodes' in fields) ||
          Object.values(fields).some(({ extensions }) => typeof extensions.itemsEach === 'number'),
        field.name,
      ).toBe(true);
    }
  }
  expect(paged).toBeGreaterThan(50);
  expect(small('facts(first: 70) { nodes { id } }')).toBe(71);
  expect(small('search(text: "a", first: 70) { edges { cursor } }')).toBe(71);
});

test('Fragments cost the same in each place, and count there.', () => {
  const inline = cost('{ entities(first: 4) { nodes { id } } asOf { entities(first: 6) { nodes { id } } } }');
  const spread = cost(
    '{ entities(first: 4) { ...F } asOf { entities(first: 6) { ...F } } } fragment F on EntityConnection { nodes { id } }',
  );
  expect(spread).toBe(inline);
  expect(
    measure(
      '{ entity(id: "a") { ...F ... @include(if: true) { ...F } } } fragment F on Entity { a: id @skip(if: false) }',
    ),
  ).toMatchObject({ aliases: 2, directives: 3, depth: 2 });
});

test('Fragments that multiply to 2^400 are measured in under 200 ms.', () => {
  let bomb = '{ ...F0 }';
  for (let i = 0; i < 400; i++)
    bomb += ` fragment F${i} on Query { a: asOf { ...F${i + 1} } b: asOf { ...F${i + 1} } }`;
  bomb += ' fragment F400 on Query { entities { nodes { id } } }';
  const document = parse(bomb);
  const start = performance.now();
  const measured = measureOperation({ schema, document, defaultPage: 20, maxPage: 100 });
  expect(performance.now() - start).toBeLessThan(200);
  expect(measured).toMatchObject({
    cost: Number.MAX_SAFE_INTEGER,
    aliases: Number.MAX_SAFE_INTEGER,
  });
});

test('Fragments that contain themselves end, above every limit.', () => {
  const cycle = 'fragment A on Query { asOf { ...B ...B } } fragment B on Query { asOf { ...A ...A } }';
  expect(measure(`{ ...A } ${cycle}`).cost).toBe(Number.MAX_SAFE_INTEGER);
  expect(measure('{ ...Missing }').cost).toBe(0);
});

test('Fragments nested as deep as 5,000 tokens allow are above every limit, and do not run out of stack.', () => {
  const nested = (level: string, levels: number) =>
    measure(`{ ${`${level} { `.repeat(levels)}__typename${' }'.repeat(levels)} }`);
  expect(nested('asOf', 400).depth).toBe(401);
  expect(nested('asOf', 1660).depth).toBeGreaterThan(500);
  expect(nested('...', 400).depth).toBe(1);
  expect(nested('...', 1240).depth).toBeGreaterThan(500);
});

test('Introspection costs a small constant at most and is not deep, however many type wrappers are asked for.', () => {
  const measured = measure(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }));
  expect(measured).toMatchObject({ cost: 100, depth: 6 });
  expect(measure('{ __schema { queryType { name } } __type(name: "Fact") { name } }').cost).toBe(3);
});

test('Introspection in many copies costs what it returns.', () => {
  const copies = Array.from({ length: 30 }, (_, i) => `a${i}: fields { args { type { name } } }`).join(' ');
  expect(cost(`{ __schema { types { ${copies} } } }`)).toBeGreaterThan(5_000);
  expect(
    cost(`{ __schema { types { ${copies} } } again: __schema { types { ${copies} } } }`),
  ).toBeGreaterThan(10_000);
});

test('Introspection that recurs through fields and types is as deep as it looks.', () => {
  const levels = 30;
  const query = `{ __type(name: "Query") { ${'fields { type { '.repeat(levels)}name${' } }'.repeat(levels)} } }`;
  expect(measure(query).depth).toBe(2 + 2 * levels);
  expect(graphqlSync({ schema, source: query }).errors?.[0]?.message).toMatch(/introspection depth/);
});
