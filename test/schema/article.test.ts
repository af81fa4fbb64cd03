import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

/** What the article says, asked of the server over HTTP as a reader would ask. */
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

interface Claimed {
  readonly claims: { readonly nodes: readonly object[] };
}

test('Changan, a company of China, and AllurGroup, one of Kazakhstan that the state is said to own, are partners.', async () => {
  const data = await steppe.data(`{
    changan: entity(by: {name: "Changan"}) {
      __typename name within { name }
      ... on Organization { partners { nodes { id name } edges { sourceCount claims { totalCount } } } }
    }
    allur: entity(by: {name: "AllurGroup"}) {
      name within { name }
      ... on Organization {
        partners { nodes { id } }
        owners { edges { node { name } share { amount } modality } }
      }
    }
  }`);
  expect(data).toEqual({
    changan: {
      __typename: 'Organization',
      name: 'Changan',
      within: [{ name: 'China' }],
      partners: {
        nodes: [{ id: 'org_allurgroup', name: 'AllurGroup' }],
        edges: [{ sourceCount: 1, claims: { totalCount: 2 } }],
      },
    },
    allur: {
      name: 'AllurGroup',
      within: [{ name: 'Kazakhstan' }],
      partners: { nodes: [{ id: 'org_changan' }] },
      owners: { edges: [{ node: { name: 'Kazakhstan' }, share: null, modality: 'REALISED' }] },
    },
  });
});

test('Both invest in the project, without an amount of their own; around 100 million dollars is the sum.', async () => {
  const data = await steppe.data(`{
    entity(by: {id: "project_kostanay_car_plant"}) {
      ... on Project {
        investors { edges { node { id } amount { amount } modality } totals { sum } }
        observations(variables: ["total investment"]) { nodes { value { amount unit bound lower upper } } }
        parts { nodes { id } }
        within { id }
      }
    }
  }`);
  expect(data).toEqual({
    entity: {
      investors: {
        edges: expect.arrayContaining([
          { node: { id: 'org_changan' }, amount: null, modality: 'PLANNED' },
          { node: { id: 'org_allurgroup' }, amount: null, modality: 'PLANNED' },
        ]),
        totals: [],
      },
      observations: {
        nodes: [
          { value: { amount: '100000000', unit: 'USD', bound: 'APPROXIMATE', lower: null, upper: null } },
        ],
      },
      parts: { nodes: [{ id: 'facility_kostanay_car_plant' }] },
      within: [{ id: 'place_kostanay' }, { id: 'place_kazakhstan' }],
    },
  });
});

test('The plant is to make up to 50,000 vehicles a year by 2024, as is said twice, and four sorts of Changan’s.', async () => {
  interface Answer {
    entity: { products: { edges: (Claimed & { node: { id: string }; capacity: object | null })[] } };
  }
  const { entity } = await steppe.data<Answer>(`{
    entity(by: {id: "facility_kostanay_car_plant"}) {
      ... on Facility {
        products {
          edges { node { id } capacity { amount unit bound upper } period { edtf start end } modality claims { nodes { locator value { bound } } } }
        }
      }
    }
  }`);
  const { edges } = entity.products;
  expect(edges.map(({ node }) => node.id).toSorted()).toEqual([
    'product_changan_vehicle',
    'product_motor_vehicle',
    'product_pickup_truck',
    'product_sedan',
    'product_suv',
  ]);
  const stated = edges.find(({ capacity }) => capacity !== null);
  expect(stated?.claims.nodes).toEqual([
    { locator: 'paragraph 1, sentence 2', value: { bound: 'AT_MOST' } },
    { locator: 'paragraph 6, sentence 2', value: { bound: 'EXACT' } },
  ]);
  expect(stated).toMatchObject({
    node: { id: 'product_motor_vehicle' },
    capacity: { amount: '50000', unit: '{vehicle}/a' },
    modality: 'PLANNED',
  });
});

test('Its markets are to be Central Asia, Europe and Russia.', async () => {
  const data = await steppe.data<{ entity: { exportMarkets: { nodes: { name: string }[] } } }>(
    '{ entity(by: {id: "facility_kostanay_car_plant"}) { ... on Facility { exportMarkets(where: {modality: [PLANNED]}) { nodes { name } } } } }',
  );
  expect(data.entity.exportMarkets.nodes.map(({ name }) => name).toSorted()).toEqual([
    'Central Asia',
    'Europe',
    'Russia',
  ]);
});

test.each([
  [
    'place_china',
    'vehicle exports',
    { amount: '724000', unit: '{vehicle}', bound: 'EXACT' },
    '2021-01/2021-03',
    'China Association of Automobile Manufacturers',
  ],
  [
    'place_china',
    'vehicle exports, change on the year before',
    { amount: '34.2', unit: '%', bound: 'EXACT' },
    '2021-01/2021-03',
    'China Association of Automobile Manufacturers',
  ],
  [
    'place_kazakhstan',
    'foreign direct investment received',
    { amount: '30000000000', unit: 'USD', bound: 'AT_LEAST' },
    '2011~/2021~',
    'Kazakh Invest',
  ],
  [
    'place_kazakhstan',
    'automotive sector share of GDP',
    { amount: '3.7', unit: '%', bound: 'EXACT' },
    '2020',
    'Statista',
  ],
])(
  'Of %s it says %s, a figure of an authority that it names.',
  async (id, variable, value, edtf, authority) => {
    const { entity } = await steppe.data<{ entity: unknown }>(
      `query ($id: ID!, $variable: String!) {
      entity(by: {id: $id}) {
        observations(variables: [$variable]) {
          nodes { variable value { amount unit bound } period { edtf } claims { nodes { attributedTo { name } source { id } } } }
        }
      }
    }`,
      { id, variable },
    );
    expect(entity).toEqual({
      observations: {
        nodes: [
          {
            variable,
            value,
            period: { edtf },
            claims: {
              nodes: [{ attributedTo: { name: authority }, source: { id: 'source_kostanay_article' } }],
            },
          },
        ],
      },
    });
  },
);

test('Jobs are expected, without a number; demand for electric and hybrid vehicles is rising.', async () => {
  const data = await steppe.data(`{
    project: entity(by: {id: "project_kostanay_car_plant"}) { observations(variables: ["jobs"]) { nodes { value { amount } text modality } } }
    electric: entity(by: {name: "electric vehicles"}) { observations(variables: ["demand"]) { nodes { text } } }
    hybrid: entity(by: {name: "hybrid vehicles"}) { observations(variables: ["demand"]) { nodes { text } } }
  }`);
  expect(data).toEqual({
    project: {
      observations: {
        nodes: [{ value: null, text: expect.stringContaining('no number given'), modality: 'PLANNED' }],
      },
    },
    electric: { observations: { nodes: [{ text: 'rising worldwide' }] } },
    hybrid: { observations: { nodes: [{ text: 'rising worldwide' }] } },
  });
});

test('The source is known by its hash alone: no title, publisher or date was invented; nothing is quoted.', async () => {
  const { sources, claims } = await steppe.data<{
    sources: { nodes: object[] };
    claims: { nodes: { locator: string; quote: null }[] };
  }>(
    '{ sources { nodes { title url publisher publishedAt licence sha256 } } claims(first: 100) { nodes { locator quote } } }',
  );
  expect(sources.nodes).toEqual([
    {
      title: null,
      url: null,
      publisher: null,
      publishedAt: null,
      licence: null,
      sha256: '5669fb97bac5a4c7885b0b0466e5445bec54f2038e999ff0f646c5af92228cb5',
    },
  ]);
  expect(claims.nodes).toHaveLength(56);
  for (const { locator, quote } of claims.nodes) {
    expect(locator).toMatch(/^paragraph [1-6], sentence [1-3]$/);
    expect(quote).toBeNull();
  }
});

test.each([
  ['Қостанай', 'place_kostanay'],
  ['Костанай', 'place_kostanay'],
  ['kostanai', 'place_kostanay'],
  ['qostanay', 'place_kostanay'],
  ['QOSTANAI', 'place_kostanay'],
  ['Kostanoy', 'place_kostanay'],
  ['Kustanai', 'place_kostanay'],
  ['长安', 'org_changan'],
  ['长安汽车', 'org_changan'],
  ['Chang’an', 'org_changan'],
  ['Changan Automobil', 'org_changan'],
  ['Қазақстан', 'place_kazakhstan'],
  ['哈萨克斯坦', 'place_kazakhstan'],
  ['Kazahstan', 'place_kazakhstan'],
  ['автозавод', 'facility_kostanay_car_plant'],
  ['the Republic of Kazakhstan', 'place_kazakhstan'],
])('A search for %s finds %s, first of its kind.', async (text, id) => {
  const kind = id.startsWith('place') ? 'PLACE' : id.startsWith('org') ? 'ORGANIZATION' : 'FACILITY';
  const { search } = await steppe.data<{ search: { nodes: { id: string }[]; totalCount: number } }>(
    'query ($text: String!, $kinds: [EntityKind!]) { search(text: $text, kinds: $kinds) { totalCount nodes { id } } }',
    { text, kinds: [kind] },
  );
  expect(search.nodes[0]?.id).toBe(id);
  expect(search.totalCount).toBe(search.nodes.length);
});

test('A search for what is not there, for signs, or in Lucene’s syntax, finds nothing and breaks nothing.', async () => {
  for (const text of [
    'zzzzzz',
    '!?',
    '   ',
    '',
    '*:*',
    '+-&&||!(){}[]^"~*?:\\/',
    'name:*',
    'a'.repeat(200),
  ]) {
    const { search } = await steppe.data<{ search: { totalCount: number } }>(
      'query ($text: String!) { search(text: $text) { totalCount nodes { id } } }',
      { text },
    );
    expect({ text, found: search.totalCount }).toEqual({ text, found: 0 });
  }
  const { errors } = await steppe.ask('query ($text: String!) { search(text: $text) { totalCount } }', {
    text: 'a'.repeat(201),
  });
  expect(errors?.[0]?.message).toBe('text: at most 200 characters, not 201');
});
