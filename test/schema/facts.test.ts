import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { runCypher } from '../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { claimsFile, source } from '../ingest/claims-file-of.ts';

/** Facts on which two sources agree and disagree, and every way to narrow lists of them. */
const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  await loadSecondSource(graph);
  const [jobs] = await runCypher(
    graph,
    "MATCH (c:Claim {sourceId: 'source_made_up_second', variable: 'jobs'}) RETURN c.id",
  );
  await loadFile(graph, claimsFile(source('made_up_second'), { type: 'retraction', claim: jobs }));
  // A first plan takes its time on a busy machine.
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface FoundFact {
  readonly id: string;
  readonly subject: { readonly id: string };
  readonly predicate: string;
  readonly object: { readonly id: string } | null;
}

/** The facts that pass a filter, each as `subject PREDICATE object`; those counted must be those listed. */
async function factsWhere(where: string): Promise<string[]> {
  const { facts } = await steppe.data<{ facts: { totalCount: number; nodes: FoundFact[] } }>(
    `{ facts(first: 100, where: {${where}}) { totalCount nodes { id predicate subject { id } object { id } } } }`,
  );
  expect(facts.totalCount).toBe(facts.nodes.length);
  const short = (id: string) => id.replace(/_(kostanay_car_plant|motor_vehicle)$/, '');
  return facts.nodes
    .map(({ subject, predicate, object }) =>
      [short(subject.id), predicate, ...(object ? [short(object.id)] : [])].join(' '),
    )
    .toSorted();
}

test('A disputed fact shows the newer source and both claims, with where each stands.', async () => {
  const { facts } = await steppe.data<{ facts: object }>(`{
    facts(where: {isDisputed: true, predicates: [PRODUCES]}) {
      nodes {
        subject { name } object { name } value { amount bound } period { edtf } sourceCount isDisputed
        claims { nodes { value { amount bound } locator source { id publishedAt } } }
      }
    }
  }`);
  expect(facts).toEqual({
    nodes: [
      {
        subject: { name: 'Kostanay car plant' },
        object: { name: 'motor vehicles' },
        value: { amount: '120000', bound: 'EXACT' },
        period: { edtf: '2024/..' },
        sourceCount: 2,
        isDisputed: true,
        claims: {
          nodes: [
            {
              value: { amount: '50000', bound: 'AT_MOST' },
              locator: 'paragraph 1, sentence 2',
              source: { id: 'source_kostanay_article', publishedAt: null },
            },
            {
              value: { amount: '50000', bound: 'EXACT' },
              locator: 'paragraph 6, sentence 2',
              source: { id: 'source_kostanay_article', publishedAt: null },
            },
            {
              value: { amount: '120000', bound: 'EXACT' },
              locator: 'statement 1',
              source: { id: 'source_made_up_second', publishedAt: '2022-06-01' },
            },
          ],
        },
      },
    ],
  });
});

test.each<[where: string, facts: string[]]>([
  ['isDisputed: true', ['facility PRODUCES product', 'place_kazakhstan OWNS org_allurgroup']],
  ['modality: [DENIED]', ['place_kazakhstan OWNS org_allurgroup']],
  [
    'minSources: 2, isDisputed: false',
    ['facility LOCATED_IN place_kostanay', 'org_allurgroup PARTNERS_WITH org_changan', 'project OBSERVED'],
  ],
  ['predicates: [INVESTED_IN]', ['org_allurgroup INVESTED_IN project', 'org_changan INVESTED_IN project']],
  ['predicates: [INVESTED_IN], modality: [REALISED]', []],
  ['predicates: []', []],
  ['value: {unit: "{vehicle}/a"}', ['facility PRODUCES product']],
  ['value: {unit: "{vehicle}/a", min: 120000, max: "120000"}', ['facility PRODUCES product']],
  ['value: {unit: "{vehicle}/a", max: "119999.99"}', []],
  ['value: {unit: "USD", min: 90000000, max: 90000000}', ['project OBSERVED']],
  ['value: {unit: "EUR"}', []],
  [
    'subject: "org_changan", predicates: [LOCATED_IN, PRODUCES]',
    ['org_changan LOCATED_IN place_china', 'org_changan PRODUCES product'],
  ],
  ['subject: "org_changan", object: "org_allurgroup"', ['org_allurgroup PARTNERS_WITH org_changan']],
  [
    'object: "place_kazakhstan"',
    [
      'facility LOCATED_IN place_kazakhstan',
      'org_allurgroup LOCATED_IN place_kazakhstan',
      'place_kostanay LOCATED_IN place_kazakhstan',
    ],
  ],
  [
    'kinds: [PROJECT], predicates: [PART_OF, LOCATED_IN]',
    ['facility PART_OF project', 'project LOCATED_IN place_kostanay'],
  ],
  [
    'within: "place_kazakhstan", predicates: [PRODUCES], kinds: [FACILITY], value: {unit: "{vehicle}/a"}',
    ['facility PRODUCES product'],
  ],
  ['within: "place_russia"', ['facility EXPORTS_TO place_russia']],
  ['validAt: "2021-02-14", value: {unit: "{vehicle}"}', ['place_china OBSERVED']],
  ['validAt: "2021-04-01", value: {unit: "{vehicle}"}', []],
  [
    'validBetween: {from: "2021-03-01", to: "2021-12-31"}, value: {unit: "{vehicle}"}',
    ['place_china OBSERVED'],
  ],
  ['validBetween: {from: "2021-04-01"}, value: {unit: "{vehicle}"}', []],
  ['validBetween: {to: "2020-12-31"}, value: {unit: "{vehicle}"}', []],
  ['validBetween: {to: "2021-01-01"}, value: {unit: "{vehicle}"}', ['place_china OBSERVED']],
  ['validBetween: {from: "2021-01-01"}, validAt: "2020-12-31", value: {unit: "{vehicle}"}', []],
  [
    'validAt: "2024-06-30", predicates: [PRODUCES], kinds: [FACILITY], minSources: 2',
    ['facility PRODUCES product'],
  ],
  ['validAt: "2023-12-31", predicates: [PRODUCES], kinds: [FACILITY], minSources: 2', []],
  ['subject: "org_nobody"', []],
  ['variables: ["vehicle exports", "jobs"]', ['place_china OBSERVED', 'project OBSERVED']],
])('Facts where %s are found and counted.', async (where, expected) => {
  expect(await factsWhere(where)).toEqual(expected);
});

test('The same filters and orders work on a connection of one kind and on all the facts of an entity.', async () => {
  const data = await steppe.data(`{
    entity(by: {id: "facility_kostanay_car_plant"}) {
      ... on Facility {
        disputed: products(where: {isDisputed: true}) { totalCount nodes { id } totals { sum unit count } }
        large: products(orderBy: {by: VALUE, unit: "{vehicle}/a"}, first: 1) { edges { capacity { amount } } }
        places: products(where: {kinds: [PLACE]}) { totalCount }
      }
      made: facts(predicates: [PRODUCES], direction: OUT, where: {minSources: 2}) { totalCount nodes { value { amount } } }
      reverse: facts(predicates: [PRODUCES], direction: IN) { totalCount }
      texts: observations(variables: ["construction", "market access"], orderBy: {by: RECENT, direction: ASC}) { nodes { variable text } }
    }
  }`);
  expect(data).toEqual({
    entity: {
      disputed: {
        totalCount: 1,
        nodes: [{ id: 'product_motor_vehicle' }],
        totals: [{ sum: '120000', unit: '{vehicle}/a', count: 1 }],
      },
      large: { edges: [{ capacity: { amount: '120000' } }] },
      places: { totalCount: 0 },
      made: { totalCount: 1, nodes: [{ value: { amount: '120000' } }] },
      reverse: { totalCount: 0 },
      texts: {
        nodes: expect.arrayContaining([
          { variable: 'construction', text: 'newly built' },
          { variable: 'market access', text: 'Central Asia can be served more efficiently' },
        ]),
      },
    },
  });
});

test('Claims are narrowed by what they say, by whom they cite and by their source; retracted ones come when asked for.', async () => {
  const data = await steppe.data(`{
    cited: claims(where: {attributedTo: "org_caam"}) { totalCount nodes { variable } }
    second: claims(where: {source: "source_made_up_second"}) { totalCount }
    withRetracted: claims(where: {source: "source_made_up_second", includeRetracted: true}) { totalCount }
    denied: claims(where: {modality: [DENIED]}) { nodes { subject { id } predicate object { id } rank retractedAt fact { isDisputed } } }
    between: claims(where: {subject: "org_changan", object: "org_allurgroup"}) { totalCount }
    partners: claims(where: {predicates: [PARTNERS_WITH], rank: [NORMAL]}) { totalCount }
  }`);
  expect(data).toEqual({
    cited: {
      totalCount: 2,
      nodes: [{ variable: 'vehicle exports' }, { variable: 'vehicle exports, change on the year before' }],
    },
    second: { totalCount: 5 },
    withRetracted: { totalCount: 6 },
    denied: {
      nodes: [
        {
          subject: { id: 'place_kazakhstan' },
          predicate: 'OWNS',
          object: { id: 'org_allurgroup' },
          rank: 'NORMAL',
          retractedAt: null,
          fact: { isDisputed: true },
        },
      ],
    },
    between: { totalCount: 2 },
    partners: { totalCount: 3 },
  });
});

test('A retracted claim is still found by its id, with when it was recorded and taken back; its fact may be gone.', async () => {
  const [id] = await runCypher(graph, 'MATCH (c:Claim) WHERE c.retractedAt IS NOT NULL RETURN c.id');
  const { node } = await steppe.data<{ node: { recordedAt: string; retractedAt: string } }>(
    'query ($id: ID!) { node(id: $id) { id ... on Claim { recordedAt retractedAt value { amount } source { title } fact { id } } } }',
    { id },
  );
  expect(node).toMatchObject({
    id,
    value: { amount: '1000' },
    source: { title: expect.stringContaining('Made-up') },
  });
  expect(node.retractedAt > node.recordedAt).toBe(true);
});

test('Totals come one a unit, exact, grouped as asked; denied facts and ranges are not counted.', async () => {
  const data = await steppe.data<Record<string, unknown>>(`{
    all: totals(groupBy: []) { unit sum count inexactCount omittedCount disputedCount min max keys { key } }
    byCountry: totals(where: {predicates: [PRODUCES]}, groupBy: [SUBJECT_COUNTRY]) { unit sum keys { key value entity { name } } }
    byVariable: totals(where: {subject: "place_china"}, groupBy: [VARIABLE, YEAR]) { unit sum keys { value } year: key(by: YEAR) { value entity { id } } }
    owned: totals(where: {predicates: [OWNS], modality: [DENIED]}, groupBy: [MODALITY]) { sum }
    none: totals(where: {value: {unit: "EUR"}}, groupBy: [PREDICATE]) { sum }
  }`);
  const counted = { inexactCount: 0, omittedCount: 0, disputedCount: 0, keys: [] };
  expect(data.all).toEqual([
    { ...counted, unit: '%', sum: '37.9', count: 2, min: '3.7', max: '34.2' },
    // The sum invested is a range in the newer source, and so in no sum.
    {
      ...counted,
      unit: 'USD',
      sum: '30000000000',
      count: 1,
      inexactCount: 1,
      omittedCount: 1,
      min: '30000000000',
      max: '30000000000',
    },
    { ...counted, unit: '{vehicle}', sum: '724000', count: 1, min: '724000', max: '724000' },
    {
      ...counted,
      unit: '{vehicle}/a',
      sum: '120000',
      count: 1,
      disputedCount: 1,
      min: '120000',
      max: '120000',
    },
  ]);
  expect(data.byCountry).toEqual([
    {
      unit: '{vehicle}/a',
      sum: '120000',
      keys: [{ key: 'SUBJECT_COUNTRY', value: 'place_kazakhstan', entity: { name: 'Kazakhstan' } }],
    },
  ]);
  expect(data.byVariable).toEqual([
    {
      unit: '%',
      sum: '34.2',
      keys: [{ value: 'vehicle exports, change on the year before' }, { value: '2021' }],
      year: { value: '2021', entity: null },
    },
    {
      unit: '{vehicle}',
      sum: '724000',
      keys: [{ value: 'vehicle exports' }, { value: '2021' }],
      year: { value: '2021', entity: null },
    },
  ]);
  expect([data.owned, data.none]).toEqual([[], []]);
});
