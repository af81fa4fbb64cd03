import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;

const FIRMS = 3;
const PLANTS = 100;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Firms that all invest in the same plants: more facts than come in one row. What a claim says where names its fact. */
const said = (by: string): Line[] => [
  source(by, { title: `The ${by} source` }),
  ...numbers(FIRMS).flatMap((firm) =>
    numbers(PLANTS).map((plant) =>
      claim(`org_${firm}`, 'INVESTED_IN', `facility_${plant}`, {
        value: { amount: String(1_000 * (firm + 1) + plant), unit: 'USD' },
        locator: `${by}: ${firm} in ${plant}`,
      }),
    ),
  ),
  observed('org_0', 'employees', { value: { amount: '9', unit: '1' }, locator: `${by}: employees` }),
];

beforeAll(async () => {
  await loadFile(
    graph,
    claimsFile(
      ...numbers(FIRMS).map((firm) => entity(`org_${firm}`)),
      ...numbers(PLANTS).map((plant) => entity(`facility_${plant}`)),
      ...said('one'),
      ...said('two'),
    ),
  );
  steppe = await startSteppe(graph, { STEPPE_MAX_COST: '1000000' });
}, 60_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const FIELDS = `totalCount nodes { id locator modality attributedTo { id } recordedAt value { amount }
  source { id title citation } } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }`;

interface Edge {
  readonly factId: string;
  readonly node: { readonly id: string };
  readonly claims: { readonly nodes: readonly { readonly locator: string }[] };
}
interface Firms {
  readonly nodes: readonly {
    readonly id: string;
    readonly investments: { readonly edges: readonly Edge[] };
  }[];
}

const ids = JSON.stringify(numbers(FIRMS).map((firm) => `org_${firm}`));
/** A query with the variables that it uses. */
const query = (fields: string): string => {
  const used = ['$few: Int = 1', '$yes: Boolean = true', '$no: Boolean = false'].filter((variable) =>
    fields.includes(variable.replace(/:.*/, '')),
  );
  return `query ${used.length > 0 ? `(${used.join(', ')}) ` : ''}{ ${fields} }`;
};
const firms = (claims: string, first = 3, order = 'by: RECENT'): string =>
  query(`nodes(ids: ${ids}) { id ... on Organization {
    investments(first: ${first}, orderBy: {${order}}) { edges { factId node { id } ${claims} } } } }`);

async function ask<Data>(document: string): Promise<{ data: Data; statements: string[] }> {
  const { data, errors, extensions } = await steppe.ask<Data>(
    document,
    {},
    { 'steppe-include': 'statements' },
  );
  expect(errors).toBeUndefined();
  const statements = (extensions?.statements ?? []).map(({ name }) => name.replace(/ \(.*/, ''));
  return { data: data as Data, statements: statements.toSorted() };
}

/** The claims of a fact as the list of all claims has them: read by themselves. */
async function alone(factId: string, args: string): Promise<unknown> {
  const { data } = await ask<{ claims: unknown }>(
    query(`claims(where: {fact: "${factId}"}${args}) { ${FIELDS} }`),
  );
  return data.claims;
}

test.each([
  ['', ''],
  ['(first: 1)', ', first: 1'],
  ['(first: $few)', ', first: $few'],
  ['(first: 0)', ', first: 0'],
  ['(where: {})', ''],
])(
  'Claims%s of many facts come with the facts, in one statement and how many there are in another, and are those that they are by themselves.',
  async (args, alike) => {
    const { data, statements } = await ask<Firms>(firms(`claims${args} { ${FIELDS} }`));
    expect(statements).toEqual(['claim-count', 'fact-page']);
    const edges = data.nodes.flatMap(({ investments }) => investments.edges);
    expect(edges).toHaveLength(3 * FIRMS);
    for (const { factId, claims } of edges.slice(0, 4)) expect(claims).toEqual(await alone(factId, alike));
  },
);

test.each(['by: RECENT', 'by: VALUE, unit: "USD"'])(
  'Each of 300 facts has its own claims, in the order %s.',
  async (order) => {
    const { data, statements } = await ask<Firms>(
      firms('claims { nodes { locator source { title } } }', PLANTS, order),
    );
    expect(statements).toEqual(['fact-page']);
    for (const { id, investments } of data.nodes) {
      expect(investments.edges).toHaveLength(PLANTS);
      for (const { node, claims } of investments.edges) {
        const fact = `${id.replace('org_', '')} in ${node.id.replace('facility_', '')}`;
        expect(claims.nodes).toEqual(
          ['one', 'two'].map((by) => ({
            locator: `${by}: ${fact}`,
            source: { title: `The ${by} source` },
          })),
        );
      }
    }
  },
);

test('Claims of facts that are nodes of their list come along too: of observations.', async () => {
  const { data, statements } = await ask(
    '{ entity(by: {id: "org_0"}) { observations(first: 1) { nodes { claims(first: 1) { nodes { locator } } } } } }',
  );
  expect(data).toEqual({
    entity: { observations: { nodes: [{ claims: { nodes: [{ locator: 'one: employees' }] } }] } },
  });
  expect(statements).toEqual(['fact-page']);
});

test.each([
  ['of the whole graph', ''],
  ['of an entity', ', subject: "org_0"'],
])('Claims of facts %s that are of one predicate come with them.', async (_, where) => {
  const { data, statements } = await ask<{ facts: { nodes: { id: string; claims: unknown }[] } }>(
    `{ facts(where: {predicates: [INVESTED_IN]${where}}, first: 3) { nodes { id claims(first: 1) { nodes { locator } } } } }`,
  );
  expect(statements).toEqual(['fact-page']);
  expect(data.facts.nodes).toHaveLength(3);
  for (const { id, claims } of data.facts.nodes) {
    const { data: one } = await ask<{ claims: unknown }>(
      `{ claims(where: {fact: "${id}"}, first: 1) { nodes { locator } } }`,
    );
    expect(claims).toEqual(one.claims);
  }
});

test('Of a table too, on each of its pages.', async () => {
  const answer = await fetch(`${steppe.endpoint}?table=ndjson`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        '{ facts(where: {predicates: [INVESTED_IN]}) { nodes { id claims { nodes { factId: fact { id } locator } } } } }',
    }),
  });
  const rows = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(2 * FIRMS * PLANTS);
  for (const row of rows) expect(Object.values(row).filter((value) => value === row.id)).toHaveLength(2);
});

test.each([
  ['behind a cursor', async () => `claims(after: "${await cursorOfFirst()}") { nodes { locator } }`, 1],
  ['of a filter', async () => 'claims(where: {includeRetracted: true}) { nodes { locator } }', 2],
  ['selected twice', async () => 'claims { nodes { locator } } more: claims(first: 1) { nodes { id } }', 2],
])('Claims %s are read by themselves.', async (_, claims, count) => {
  const { data, statements } = await ask<Firms>(firms(await claims(), 1));
  expect(statements).toContain('claim-page');
  expect(data.nodes[0]?.investments.edges[0]?.claims.nodes).toHaveLength(count);
});

async function cursorOfFirst(): Promise<string> {
  const { data } = await ask<{
    nodes: [{ investments: { edges: [{ claims: { edges: [{ cursor: string }] } }] } }];
  }>(firms('claims(first: 1) { edges { cursor } }', 1));
  return data.nodes[0].investments.edges[0].claims.edges[0].cursor;
}

test('What a directive leaves out is not read along, and what it keeps is.', async () => {
  const left = await ask<Firms>(firms('claims @include(if: $no) { nodes { locator } }', 1));
  expect(left.statements).toEqual(['fact-page']);
  expect(left.data.nodes[0]?.investments.edges[0]).not.toHaveProperty('claims');
  const kept = await ask<Firms>(firms('... @include(if: $yes) { claims { nodes { locator } } }', 1));
  expect(kept.statements).toEqual(['fact-page']);
  expect(kept.data.nodes[0]?.investments.edges[0]?.claims.nodes).toHaveLength(2);
});

test('Of a page size that is refused the error names its field, and nothing of the list is answered.', async () => {
  const { data, errors } = await steppe.ask<Firms>(firms('claims(first: 1000) { nodes { locator } }', 1));
  expect(errors?.[0]).toMatchObject({
    path: ['nodes', 0, 'investments', 'edges', 0, 'claims'],
    extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
  });
  expect(data?.nodes[0]).toBeNull();
});

test('A claim that was taken back is not among them, and as of before it is.', async () => {
  const { data: before } = await ask<Firms>(firms('claims { nodes { id locator } }', 1));
  const edge = before.nodes[0]?.investments.edges[0] as Edge & { claims: { nodes: [{ id: string }] } };
  const { data: about } = await ask<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  await loadFile(
    graph,
    claimsFile(source('one', { title: 'The one source' }), {
      type: 'retraction',
      claim: edge.claims.nodes[0].id,
    }),
  );
  const { data: since } = await ask<Firms>(firms('claims { nodes { id locator } }', 1));
  const now = since.nodes[0]?.investments.edges.find(({ factId }) => factId === edge.factId);
  expect(now?.claims.nodes).toEqual(edge.claims.nodes.slice(1));
  const then = await ask<{ asOf: { entity: { investments: { edges: Edge[] } } } }>(
    `{ asOf(change: ${about.about.changeNumber}) { entity(by: {id: "org_0"}) { ... on Organization {
      investments(first: 1) { edges { factId claims { nodes { id locator } } } } } } } }`,
  );
  expect(then.data.asOf.entity.investments.edges[0]?.claims.nodes).toEqual(edge.claims.nodes);
  expect(then.statements).toContain('claim-page');
});
