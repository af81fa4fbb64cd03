import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type ReportedStatement, type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;

/** Fifty firms that invest in three plants each, which make two products each; two sources say so. */
function fiftyInvestors(): string {
  const numbers = Array.from({ length: 50 }, (_, n) => n);
  const said = numbers.flatMap((n): Line[] => [
    ...[n, n + 1, n + 2].map((m) =>
      claim(`org_inv_${n}`, 'INVESTED_IN', `facility_${m % 50}`, {
        value: { amount: String(1000 + n), unit: 'USD' },
      }),
    ),
    claim(`facility_${n}`, 'PRODUCES', 'product_steel'),
    claim(`facility_${n}`, 'PRODUCES', 'product_iron'),
    claim(`facility_${n}`, 'LOCATED_IN', `place_${n % 5}`),
  ]);
  return claimsFile(
    entity('product_steel'),
    entity('product_iron'),
    ...[0, 1, 2, 3, 4].map((n) => entity(`place_${n}`)),
    ...numbers.flatMap((n) => [entity(`org_inv_${n}`), entity(`facility_${n}`)]),
    source('one'),
    ...said,
    source('two'),
    ...said,
  );
}

beforeAll(async () => {
  await loadArticle(graph);
  await loadFile(graph, fiftyInvestors());
  steppe = await startSteppe(graph, { STEPPE_MAX_COST: '1000000' });
}, 60_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

async function statementsOf(query: string): Promise<readonly ReportedStatement[]> {
  const { errors, extensions } = await steppe.ask(query, {}, { 'steppe-include': 'statements' });
  expect(errors).toBeUndefined();
  return extensions?.statements ?? [];
}

const names = (statements: readonly ReportedStatement[]): string[] =>
  statements.map(({ name }) => name.replace(/ \(.*/, '')).toSorted();

test.each([
  ['organizations', '{ organizations(first: 5) { nodes { id name } } }', 1],
  [
    'organizations with names, description and identifiers',
    '{ organizations(first: 5) { nodes { name names { text } description identifiers { value } } } }',
    1,
  ],
  [
    'organizations with cursors and how many',
    '{ organizations(first: 5) { totalCount pageInfo { endCursor } edges { cursor node { name } } } }',
    2,
  ],
  [
    'facts with both ends',
    '{ facts(first: 5) { nodes { subject { name } object { name } value { amount } } } }',
    2,
  ],
  ['claims with their sources', '{ claims(first: 5) { nodes { locator source { title } } } }', 1],
  ['sources', '{ sources { nodes { title } } }', 1],
  ['hits', '{ search(text: "changan") { edges { score node { name } } } }', 1],
  ['places in a place', '{ entities(within: "place_kazakhstan") { totalCount nodes { name } } }', 2],
  ['totals with their entities', '{ totals(groupBy: [SUBJECT]) { sum keys { entity { name } } } }', 2],
  ['counts', '{ about { claimCount entities { kind count } facts { predicate count } } }', 1],
])('One level of %s takes at most two statements.', async (_, query, count) => {
  const statements = await statementsOf(query);
  expect(names(statements)).toHaveLength(count);
});

const fourLevels = (first: number) => `{
  organizations(first: ${first}, where: {nameStartsWith: "org_inv"}) {
    nodes {
      name
      investments(first: 10) {
        edges {
          amount { amount }
          claims { nodes { locator source { title publisher } } }
          node {
            name
            within { name }
            ... on Facility {
              products(first: 10) {
                edges {
                  node { name }
                  capacity { amount }
                  claims { nodes { locator source { title publisher } } }
                }
              }
            }
          }
        }
      }
    }
  }
}`;

test('Four levels with claims and sources on every edge take one statement for each list.', async () => {
  expect(names(await statementsOf(fourLevels(1)))).toEqual([
    'entity-page',
    'fact-page',
    'fact-page',
    'within',
  ]);
});

interface Investors {
  facilities: { nodes: [{ a: InvestorPage; b: InvestorPage }] };
}
interface InvestorPage {
  totalCount: number;
  edges: { cursor: string; node: { id: string } }[];
}
const investors = (
  a: string,
  b: string,
) => `{ facilities(first: 1, where: {nameStartsWith: "facility_7"}) { nodes {
  a: investors(${a}) { totalCount edges { cursor node { id } } } b: investors(${b}) { totalCount edges { cursor node { id } } } } } }`;
const investorPages = async (query: string) => (await steppe.data<Investors>(query)).facilities.nodes[0];

test('Pages of one list behind unlike cursors, and how many there are in all, take one statement.', async () => {
  const { a: all } = await investorPages(investors('first: 9', 'last: 9'));
  const [first, second] = all.edges;
  const query = investors(`first: 1, after: "${first?.cursor}"`, `first: 1, after: "${second?.cursor}"`);
  const { a, b } = await investorPages(query);
  expect([a.edges, b.edges]).toEqual([all.edges.slice(1, 2), all.edges.slice(2, 3)]);
  expect([a.totalCount, b.totalCount]).toEqual([3, 3]);
  expect(names(await statementsOf(query))).toEqual(['entity-page', 'fact-page']);
});

test('How many there are is counted by itself where a filter leaves some out.', async () => {
  const query = investors('first: 1', 'first: 1, where: {modality: [PLANNED]}');
  expect(await investorPages(query)).toMatchObject({
    a: { totalCount: 3 },
    b: { totalCount: 0, edges: [] },
  });
  expect(names(await statementsOf(query))).toEqual(['entity-page', 'fact-count', 'fact-page', 'fact-page']);
});

test('Fifty parents take the statements of one, and every node comes back.', async () => {
  const one = names(await statementsOf(fourLevels(1)));
  expect(names(await statementsOf(fourLevels(50)))).toEqual(one);
  interface Answer {
    organizations: {
      nodes: {
        investments: {
          edges: {
            claims: { nodes: unknown[] };
            node: { products: { edges: { claims: { nodes: unknown[] } }[] } };
          }[];
        };
      }[];
    };
  }
  const { organizations } = await steppe.data<Answer>(fourLevels(50));
  const investments = organizations.nodes.flatMap((node) => node.investments.edges);
  const products = investments.flatMap(({ node }) => node.products.edges);
  expect([organizations.nodes.length, investments.length, products.length]).toEqual([50, 150, 300]);
  for (const { claims } of [...investments, ...products]) expect(claims.nodes).toHaveLength(2);
});

test('Lists that differ only in their parent share a statement; those that differ in order, filter or page do not.', async () => {
  const list = (alias: string, id: string, args = '') =>
    `${alias}: entity(by: {id: "${id}"}) { ... on Organization { investments${args} { nodes { name } } } }`;
  const alike = await statementsOf(
    `{ ${list('a', 'org_inv_1')} ${list('b', 'org_inv_2')} ${list('c', 'org_inv_3')} }`,
  );
  expect(names(alike)).toEqual(['fact-page']);
  const unlike = await statementsOf(
    `{ ${list('a', 'org_inv_1')} ${list('b', 'org_inv_2', '(first: 3)')} ${list('c', 'org_inv_3', '(where: {minSources: 2})')} }`,
  );
  expect(names(unlike)).toEqual(['fact-page', 'fact-page', 'fact-page']);
});

test('Pages of one list in sizes up to 16, 32, 64 and so on share a statement, and each is what it is by itself, both ways.', async () => {
  const page = (args: string, info: string) =>
    `investments(orderBy: {by: VALUE, unit: "USD"}, ${args}) { totalCount pageInfo { ${info} startCursor endCursor }
      edges { cursor amount { amount } node { id name } claims(first: 1) { nodes { source { id } } } } }`;
  const pages = [
    ...[0, 1, 2, 3, 16].map((size) => page(`first: ${size}`, 'hasNextPage')),
    ...[0, 1, 2, 3, 16].map((size) => page(`last: ${size}`, 'hasPreviousPage')),
  ];
  const facts = [17, 31, 32, 33, 60].map(
    (size) =>
      `facts(first: ${size}, where: {predicates: [INVESTED_IN]}) { pageInfo { hasNextPage } nodes { id } }`,
  );
  const organization = (fields: string) =>
    `entity(by: {id: "org_inv_1"}) { ... on Organization { ${fields} } }`;
  const fields = [...pages.map(organization), ...facts];
  const together = `{ ${fields.map((field, i) => `f${i}: ${field}`).join(' ')} }`;
  expect(names(await statementsOf(together))).toEqual(Array.from({ length: 4 }, () => 'fact-page'));
  const { data } = await steppe.ask<Record<string, unknown>>(together);
  for (const [i, field] of fields.entries()) {
    const alone = await steppe.ask<Record<string, unknown>>(`{ f: ${field} }`);
    expect(alone.errors).toBeUndefined();
    expect(data?.[`f${i}`]).toEqual(alone.data?.f);
  }
});

test('An entity that appears many times is read once.', async () => {
  const query =
    '{ facts(first: 100, where: {predicates: [PRODUCES], minSources: 2}) { nodes { object { id description } } } }';
  const { data, extensions } = await steppe.ask<{ facts: { nodes: { object: { id: string } }[] } }>(
    query,
    {},
    { 'steppe-include': 'profile' },
  );
  const products = data?.facts.nodes.map(({ object }) => object.id) ?? [];
  expect(products).toHaveLength(100);
  expect(new Set(products).size).toBe(2);
  const entities = extensions?.statements?.find(({ name }) => name === 'entities-by-id');
  // Two index seeks and what is known of two products.
  expect(entities?.databaseHits).toBeLessThan(30);
});

test('What is not selected is not read: no page for a count, no far ends for ids, nothing for a type name.', async () => {
  const of = async (fields: string) =>
    names(await statementsOf(`{ entity(by: {id: "org_inv_1"}) { ... on Organization { ${fields} } } }`));
  expect(await of('investments { totalCount }')).toEqual(['entities-by-id', 'fact-degree']);
  expect(await of('investments { __typename }')).toEqual(['entities-by-id']);
  expect(await of('investments { nodes { id kind } pageInfo { hasNextPage } edges { cursor } }')).toEqual([
    'fact-page',
  ]);
  expect(await of('investments(first: 0) { nodes { id } totals { sum } }')).toEqual([
    'fact-page',
    'fact-totals',
  ]);
});
