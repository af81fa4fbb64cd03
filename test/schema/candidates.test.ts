import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { written } from './mutations.ts';

const graph = await openTestGraph();
let steppe: Steppe;

const named = (id: string, name: string | readonly string[], more: object = {}) =>
  entity(id, { names: [name].flat().map((text) => ({ text })), ...more });
const registered = (value: string) => ({ identifiers: [{ scheme: 'gem', value }] });

beforeAll(async () => {
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      named('place_kz', 'Kazakhstan', { placeType: 'COUNTRY' }),
      named('place_cn', 'China', { placeType: 'COUNTRY' }),
      named('place_almaty', 'Almaty', { placeType: 'CITY' }),
      named('place_almaty_region', 'Алматы', { placeType: 'REGION' }),
      named('org_allurgroup', ['AllurGroup', 'ГК «Аллюр»']),
      named('org_allur_auto', 'Allur Auto'),
      named('org_twin_a', 'Twin Rivers LLP'),
      named('org_twin_b', ['ТОО «Twin Rivers»', 'Twin Rivers of the Steppe']),
      named('org_twin_c', 'Twin Rivers Co., Ltd.'),
      named('org_steel_a', 'Northern Steelworks'),
      named('org_steel_b', 'Northern Stealworks JSC'),
      named('org_holding', 'Kazmin Invest'),
      named('org_held', 'KazMin Invest LLP'),
      named('org_fund', 'Silk Road Fund'),
      named('org_fund_manager', 'Silk Road Fund Management'),
      named('org_fund_two', 'Silk Road Fund II'),
      named('org_trustee', 'Custodian Bank as trustee for Silk Road Fund'),
      named('facility_unit_1', 'Power Station Unit 1'),
      named('facility_unit_2', 'Power Station Unit 2'),
      named('facility_gem_1', 'Great Plant', registered('E1')),
      named('facility_gem_2', 'Great Plant', registered('E2')),
      named('facility_rail', 'Rail Yard'),
      named('project_great', 'Great Plant'),
      named('person_zhang_wei', 'Zhang Wei'),
      named('person_wei_zhang', 'Wei Zhang'),
      ...['org_twin_a', 'org_twin_b'].map((id) => claim(id, 'LOCATED_IN', 'place_kz')),
      claim('org_twin_c', 'LOCATED_IN', 'place_cn'),
      claim('org_steel_a', 'OWNS', 'facility_rail'),
      claim('org_steel_b', 'OPERATES', 'facility_rail'),
      claim('org_holding', 'OWNS', 'org_held'),
    ),
  );
  steppe = await startSteppe(graph);
}, 60_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface Candidate {
  readonly entities: readonly { readonly id: string; readonly name: string }[];
  readonly score: number;
  readonly evidence: readonly { readonly kind: string; readonly weight: number; readonly detail: string }[];
}

interface Page {
  readonly totalCount: number;
  readonly skippedBlocks: number;
  readonly skippedCandidates: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Candidate[];
}

async function ask(args: string): Promise<Page> {
  const { mergeCandidates } = await steppe.data<{ mergeCandidates: Page }>(`{ mergeCandidates${args} {
    totalCount skippedBlocks skippedCandidates pageInfo { hasNextPage endCursor }
    nodes { entities { id name } score evidence { kind weight detail } }
  } }`);
  return mergeCandidates;
}

/** Candidates as `one other score: evidence`, without the first part of each id. */
const told = ({ nodes }: Pick<Page, 'nodes'>): string[] =>
  nodes.map(({ entities, score, evidence }) =>
    [
      ...entities.map(({ id }) => id.replace(/^[a-z]+_/, '')),
      `${score}:`,
      ...evidence.map(({ kind }) => kind),
    ].join(' '),
  );

const likely = [
  'twin_a twin_b 0.9: SAME_NAME SAME_COUNTRY',
  'steel_a steel_b 0.64: SIMILAR_NAME SHARED_NEIGHBOUR',
];

test('Pairs that may be one come best first; without a score of 0.5 none is listed unless asked for.', async () => {
  const page = await ask('');
  expect(told(page)).toEqual(likely);
  expect(page).toMatchObject({
    totalCount: 2,
    skippedBlocks: 0,
    skippedCandidates: 0,
    pageInfo: { hasNextPage: false },
  });
  expect(page.nodes[1]).toMatchObject({
    entities: [
      { id: 'org_steel_a', name: 'Northern Steelworks' },
      { id: 'org_steel_b', name: 'Northern Stealworks JSC' },
    ],
    evidence: [
      { detail: '“northern steelworks” and “northern stealworks” differ in some letters' },
      { weight: 0.1, detail: 'facts tie both to facility_rail' },
    ],
  });
});

test('With a score of 0, so do those that something speaks against, and it is said what; others are none at all.', async () => {
  expect(told(await ask('(minScore: 0)'))).toEqual([
    ...likely,
    'wei_zhang zhang_wei 0.49: SAME_WORDS',
    'twin_a twin_c 0.4: SAME_NAME DIFFERENT_COUNTRY',
    'twin_b twin_c 0.4: SAME_NAME DIFFERENT_COUNTRY',
    'held holding 0.3: SAME_NAME JOINED_BY_FACT',
    'almaty almaty_region 0.3: SAME_NAME DIFFERENT_PLACE_TYPE',
    'fund fund_manager 0.2: SAME_BEGINNING',
    'gem_1 gem_2 0.1: SAME_NAME DIFFERENT_IDENTIFIER',
    'fund fund_two 0.1: SIMILAR_NAME DIFFERENT_NUMBERS',
    'unit_1 unit_2 0: SIMILAR_NAME DIFFERENT_NUMBERS',
  ]);
});

test('A score is the sum of the evidence’s weights, kept from 0 to 1.', async () => {
  const { nodes } = await ask('(minScore: 0)');
  for (const { score, evidence } of nodes) {
    const sum = evidence.reduce((all, { weight }) => all + weight, 0);
    expect(score).toBeCloseTo(Math.min(1, Math.max(0, sum)), 10);
  }
});

test('Only kinds asked for, and only pairs with the entity asked for.', async () => {
  expect(told(await ask('(kinds: [PERSON, PLACE], minScore: 0)'))).toEqual([
    'wei_zhang zhang_wei 0.49: SAME_WORDS',
    'almaty almaty_region 0.3: SAME_NAME DIFFERENT_PLACE_TYPE',
  ]);
  expect(told(await ask('(entity: "org_twin_c", minScore: 0)'))).toEqual([
    'twin_a twin_c 0.4: SAME_NAME DIFFERENT_COUNTRY',
    'twin_b twin_c 0.4: SAME_NAME DIFFERENT_COUNTRY',
  ]);
  expect(told(await ask('(entity: "org_steel_b")'))).toEqual([likely[1]]);
  expect((await ask('(entity: "org_twin_c", minScore: 0.41)')).totalCount).toBe(0);
  expect((await ask('(entity: "org_twin_a", kinds: [FACILITY])')).totalCount).toBe(0);
  expect((await ask('(kinds: [])')).totalCount).toBe(0);
});

test('Pages of any size make the same list, each pair once.', async () => {
  const whole = told(await ask('(minScore: 0, first: 100)'));
  for (const size of [1, 4]) {
    const found: string[] = [];
    for (let after = ''; ; ) {
      const page = await ask(`(minScore: 0, first: ${size}${after})`);
      found.push(...told(page));
      expect(page.totalCount).toBe(whole.length);
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(found).toEqual(whole);
  }
});

test.each([
  ['minScore: 1.5', 'minScore', 'must be from 0 to 1, not 1.5'],
  ['minScore: -0.1', 'minScore', 'must be from 0 to 1, not -0.1'],
  ['entity: "org_nobody"', 'entity', 'no entity has this id'],
  ['entity: "source_s"', 'entity', 'no entity has this id'],
  ['first: 101', 'first', 'at most 100 items a page'],
  ['after: "x"', 'after', 'not a cursor of this server'],
  [
    `after: "${Buffer.from('["MERGE SCORE","x"]').toString('base64url')}"`,
    'after',
    'not a cursor of this server',
  ],
  [
    `after: "${Buffer.from('["SCORE","x"]').toString('base64url')}"`,
    'after',
    'belongs to a list ordered by SCORE',
  ],
])(
  'mergeCandidates(%s) is refused: %s is the argument, and the message says why.',
  async (args, argument, message) => {
    const { errors } = await steppe.ask(`{ mergeCandidates(${args}) { nodes { score } } }`);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toContain(`${argument}: `);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  },
);

test('Three statements find the candidates, however often and in whatever pages they are asked for; a fourth reads the names.', async () => {
  const { errors, extensions } = await steppe.ask(
    `{ all: mergeCandidates(minScore: 0) { totalCount nodes { score entities { id kind } } }
       one: mergeCandidates(minScore: 0, first: 1) { skippedBlocks edges { cursor node { entities { id name description } } } } }`,
    {},
    { 'steppe-include': 'statements' },
  );
  expect(errors).toBeUndefined();
  expect(extensions?.statements?.map(({ name }) => name)).toEqual([
    'candidate-blocks',
    'candidate-entities',
    'candidate-ties',
    'entities-by-id',
  ]);
});

test('A name that is on many entities is said to be skipped, and what has its own name is compared all the same.', {
  timeout: 60_000,
}, async () => {
  const many = Array.from({ length: 51 }, (_, i) => named(`product_many_${i}`, 'Standard Rolled Profile'));
  const letters = (i: number): string =>
    [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]?.repeat(4)).join('');
  const alike = Array.from({ length: 60 }, (_, i) =>
    named(`product_kind_${i}`, `Kulundin Wheat ${letters(i + 10)}`),
  );
  await loadFile(
    graph,
    claimsFile(
      ...many,
      ...alike,
      named('product_wheat', 'Kulundin Wheat Two Times'),
      named('product_wheat_again', 'Kulundin Wheat Two Times'),
    ),
  );
  const page = await ask('(kinds: [PRODUCT], minScore: 0.75)');
  // Of the name that is on 51 both blocks are too large; of those that begin alike one.
  expect(page.skippedBlocks).toBe(3);
  expect(told(page)).toContain('wheat wheat_again 0.8: SAME_NAME');
  expect(
    page.nodes.flatMap(({ entities }) => entities).filter(({ id }) => id.startsWith('product_many')),
  ).toEqual([]);
});

test('Once merged, two are no candidate, and the names of both count as names of the one; once unmerged they are one again.', async () => {
  const { headers } = await callerOf(graph, 'editor');
  const id = 'org_twin_b';
  await written(
    steppe,
    headers,
    'mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber } }',
    {
      from: id,
      into: 'org_twin_a',
    },
  );
  await loadFile(graph, claimsFile(named('org_of_steppe', 'Twin Rivers of the Steppe')));
  const merged = ['of_steppe twin_a 0.8: SAME_NAME', 'twin_a twin_c 0.4: SAME_NAME DIFFERENT_COUNTRY'];
  expect(told(await ask('(entity: "org_twin_a", minScore: 0.4)'))).toEqual(merged);
  expect(told(await ask(`(entity: "${id}", minScore: 0.4)`))).toEqual(merged);
  const whole = told(await ask('(kinds: [ORGANIZATION], minScore: 0.4)'));
  expect(whole.filter((line) => line.includes('twin'))).toEqual(merged);
  await written(
    steppe,
    headers,
    'mutation ($input: UnmergeEntitiesInput!) { unmergeEntities(input: $input) { changeNumber } }',
    { id },
  );
  expect(told(await ask('(kinds: [ORGANIZATION])'))).toEqual([
    likely[0],
    'of_steppe twin_b 0.8: SAME_NAME',
    likely[1],
  ]);
});
