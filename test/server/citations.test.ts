import { beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { serveTables } from '../export/served-tables.ts';
import { claim, claimsFile, entity, observed, source } from '../ingest/claims-file-of.ts';

const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '120000' });
const invested = (by: string, amount: string) =>
  claim(by, 'INVESTED_IN', 'place_x', { value: { amount, unit: 'USD' }, period: '2024' });
const MANY = 30;

beforeAll(async () => {
  await loadFile(
    graph,
    claimsFile(
      source('one', { title: 'Один', publisher: 'A paper', publishedAt: '2024-05' }),
      entity('org_a'),
      entity('org_b'),
      entity('place_x', { placeType: 'COUNTRY' }),
      invested('org_a', '100'),
      observed('org_b', 'jobs', { value: { amount: '7', unit: '{person}' } }),
      source('two', { url: 'https://two.example/' }),
      invested('org_a', '120'),
    ),
  );
  const papers = Array.from({ length: MANY }, (_, i) => [
    source(`paper_${String(i).padStart(2, '0')}`),
    observed('org_b', 'plants', { value: { amount: String(i), unit: '{plant}' } }),
  ]);
  await loadFile(graph, claimsFile(...papers.flat()));
});

interface Cited {
  readonly source: string;
  readonly citation: unknown;
}

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
    extensions?: { citations?: Cited[]; cost?: { cost: number } };
  };
  return { status: response.status, ...answer };
}
const cite = async (query: string, variables = {}) => {
  const { data, errors, extensions } = await post({ query, variables, extensions: { citations: 'TEXT' } });
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data)).not.toContain('steppe');
  return (extensions?.citations ?? []).map(({ source: id }) => id);
};

test('A source is cited in three formats, as text unless another is asked for.', async () => {
  expect(
    await steppe.data(
      '{ node(id: "source_one") { ... on Source { citation b: citation(format: BIBTEX) c: citation(format: CSL_JSON) } } }',
    ),
  ).toEqual({
    node: {
      citation: 'A paper, “Один”, 2024-05.',
      b: '@misc{source_one,\n  title = {{Один}},\n  publisher = {A paper},\n  year = {2024},\n  month = may,\n}',
      c: '{"id":"source_one","type":"document","title":"Один","publisher":"A paper","issued":{"date-parts":[[2024,5]]}}',
    },
  });
});

test('A fact and an edge have their sources, as many as `sourceCount` says, now and as they were known before.', async () => {
  const facts = 'facts(where: {predicates: [INVESTED_IN]}) { nodes { sourceCount sources { id title } } }';
  const shown = {
    facts: {
      nodes: [
        {
          sourceCount: 2,
          sources: [
            { id: 'source_one', title: 'Один' },
            { id: 'source_two', title: null },
          ],
        },
      ],
    },
  };
  expect(await steppe.data(`{ ${facts} }`)).toEqual(shown);
  const { headers } = await callerOf(graph, 'editor');
  const { claims } = await steppe.data<{ claims: { nodes: { id: string }[] } }>(
    '{ claims(where: {source: "source_two"}) { nodes { id } } }',
  );
  const { errors } = await steppe.ask(
    'mutation ($input: RetractClaimsInput!) { retractClaims(input: $input) { changeNumber } }',
    { input: { source: 'source_two', claims: claims.nodes.map(({ id }) => id) } },
    headers,
  );
  expect(errors).toBeUndefined();
  expect(
    await steppe.data(
      '{ node(id: "org_a") { ... on Organization { investments { edges { sourceCount sources { id } } } } } }',
    ),
  ).toEqual({ node: { investments: { edges: [{ sourceCount: 1, sources: [{ id: 'source_one' }] }] } } });
  expect(await steppe.data(`{ asOf(change: 1) { ${facts} } }`)).toEqual({ asOf: shown });
  expect(
    await cite('{ asOf(change: 1) { facts(where: {predicates: [INVESTED_IN]}) { nodes { id } } } }'),
  ).toEqual(['source_one', 'source_two']);
});

test('A response cites every source behind what it shows, once each, however many there are of one fact.', async () => {
  const all = await cite('{ facts { nodes { predicate sources { title } } } }');
  expect(all).toHaveLength(MANY + 1);
  expect(new Set(all).size).toBe(MANY + 1);
  expect(
    await cite(
      '{ node(id: "org_a") { ... on Organization { name investments { edges { node { name } } } } } }',
    ),
  ).toEqual(['source_one']);
  expect(await cite('{ claims(first: 1) { nodes { text } } }')).toEqual(['source_one']);
  expect(await cite('query ($id: ID!) { node(id: $id) { id } }', { id: 'source_two' })).toEqual([
    'source_two',
  ]);
  expect(await cite('{ sources(first: 2) { nodes { title } } }')).toEqual(['source_one', 'source_two']);
  expect(await cite('{ places { nodes { name } } }')).toEqual([]);
});

test('The answer is the one without citations, also when it is asked again and again.', async () => {
  const query =
    '{ facts(first: 3) { nodes { id subject { name } claims { nodes { locator source { id } } } } pageInfo { endCursor } } }';
  const plain = (await post({ query })).data;
  for (let i = 0; i < 6; i++) {
    expect(await post({ query, extensions: { citations: 'BIBTEX' } })).toMatchObject({
      status: 200,
      data: plain,
      extensions: { citations: [{ source: 'source_one' }, ...Array.from({ length: MANY }, () => ({}))] },
    });
    expect(await post({ query })).toEqual({ status: 200, data: plain });
  }
});

test('Citations are asked for in the body, in an address, or by a header, beside others.', async () => {
  const query = '{ facts(where: {predicates: [INVESTED_IN]}) { nodes { id } } }';
  const csl = [{ source: 'source_one', citation: { id: 'source_one', title: 'Один' } }];
  const text = [{ source: 'source_one', citation: 'A paper, “Один”, 2024-05.' }];
  const extensions = JSON.stringify({ citations: 'CSL_JSON' });
  const got = await fetch(`${steppe.endpoint}?${new URLSearchParams({ query, extensions })}`);
  expect(await got.json()).toMatchObject({ extensions: { citations: csl } });
  expect(await post({ query }, { 'Steppe-Include': 'citations=CSL_JSON, cost' })).toMatchObject({
    extensions: { citations: csl, cost: { cost: expect.any(Number) } },
  });
  expect(await post({ query }, { 'Steppe-Include': 'citations' })).toMatchObject({
    extensions: { citations: text },
  });
  expect(await post({ query, extensions: { citations: true } })).toMatchObject({
    extensions: { citations: text },
  });
});

test('A format that is not known is refused with those that are.', async () => {
  for (const answer of [
    await post({ query: '{ __typename }', extensions: { citations: 'APA' } }),
    await post({ query: '{ __typename }' }, { 'Steppe-Include': 'citations=APA' }),
  ]) {
    expect(answer.status).toBe(400);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('citations: "APA" is not known. Known are BIBTEX, CSL_JSON, TEXT'),
      extensions: { code: 'BAD_REQUEST' },
    });
  }
});
