import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;

/** A place with twenty-three investors: dollars, tenge or no amount, equal amounts and equal years among them. */
const values: readonly (object | undefined)[] = Array.from({ length: 23 }, (_, n) =>
  n % 4 === 3 ? undefined : { amount: String(100 * (n % 5)), unit: n % 3 === 0 ? 'KZT' : 'USD' },
);

beforeAll(async () => {
  const lines = values.flatMap((value, n): Line[] => [
    entity(`org_${String(n).padStart(2, '0')}`),
    claim(`org_${String(n).padStart(2, '0')}`, 'INVESTED_IN', 'place_hub', {
      value,
      ...(n % 6 > 0 && { period: String(2000 + (n % 6)) }),
    }),
  ]);
  const jobs = [1, 2, 3].map((n) => observed('place_hub', `jobs ${n}`, { text: 'many' }));
  await loadFile(graph, claimsFile(entity('place_hub'), source('s'), source('t'), ...lines, ...jobs));
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface Page {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string } | null;
    readonly id?: string;
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

/** Lists of every sort, each as a way to ask for a page with some arguments. */
const hub = (list: string) => `place: entity(by: {id: "place_hub"}) { ... on Place { list: ${list} } }`;
const lists: Record<string, (args: string) => string> = {
  'investors, latest first': (args) => hub(`investors(${args}) SELECTION`),
  'investors, earliest first': (args) =>
    hub(`investors(orderBy: {by: RECENT, direction: ASC}, ${args}) SELECTION`),
  'investors, most dollars first': (args) =>
    hub(`investors(orderBy: {by: VALUE, unit: "USD"}, ${args}) SELECTION`),
  'investors, fewest tenge first': (args) =>
    hub(`investors(orderBy: {by: VALUE, unit: "KZT", direction: ASC}, ${args}) SELECTION`),
  'investors with an amount': (args) =>
    hub(`investors(where: {value: {unit: "USD", min: "100"}}, ${args}) SELECTION`),
  'all that is known of a place': (args) => hub(`facts(${args}) SELECTION`),
  'all that is known of a place, by value': (args) =>
    hub(`facts(orderBy: {by: VALUE, unit: "USD"}, ${args}) SELECTION`),
  observations: (args) => hub(`observations(${args}) SELECTION`),
  'claims about a place': (args) => hub(`claims(${args}) SELECTION`),
  facts: (args) => `list: facts(${args}) SELECTION`,
  'facts by value': (args) => `list: facts(orderBy: {by: VALUE, unit: "KZT"}, ${args}) SELECTION`,
  claims: (args) => `list: claims(${args}) SELECTION`,
  sources: (args) => `list: sources(${args}) SELECTION`,
  entities: (args) => `list: entities(${args}) SELECTION`,
  'organizations backwards through the alphabet': (args) =>
    `list: organizations(orderBy: {direction: DESC}, ${args}) SELECTION`,
};

async function page(list: string, args: string): Promise<Page> {
  const isTyped = list.startsWith('investors');
  const selection = `{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor ${isTyped ? 'id: factId' : ''} node { id } } }`;
  const query = `{ ${lists[list]?.(args).replace('SELECTION', selection)} }`;
  const data = await steppe.data<{ list?: Page; place?: { list: Page } }>(query);
  const found = data.list ?? data.place?.list;
  if (!found) throw new Error('no such list');
  return found;
}

const idsOf = ({ edges }: Page): string[] => edges.map(({ id, node }) => id ?? node?.id ?? '');

const walks = Object.keys(lists).flatMap((list) => [1, 4, 7].map((size) => [list, size] as const));

test.each(walks)(
  'Walking %s %i at a time, forth or back, meets each item once and in one order.',
  async (list, size) => {
    const whole = await page(list, 'first: 100');
    const expected = idsOf(whole);
    expect(expected.length).toBe(whole.totalCount);
    expect(new Set(expected).size).toBe(expected.length);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });

    const forth: string[] = [];
    for (let after: string | null = null; ; ) {
      const { pageInfo, ...at } = await page(list, `first: ${size}${after ? `, after: "${after}"` : ''}`);
      forth.push(...idsOf({ pageInfo, ...at }));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect(pageInfo.endCursor).toBe(at.edges.at(-1)?.cursor);
      expect(pageInfo.hasNextPage).toBe(forth.length < expected.length);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(forth).toEqual(expected);

    const back: string[] = [];
    for (let before: string | null = null; ; ) {
      const { pageInfo, ...at } = await page(list, `last: ${size}${before ? `, before: "${before}"` : ''}`);
      back.unshift(...idsOf({ pageInfo, ...at }));
      expect(pageInfo.hasNextPage).toBe(before !== null);
      expect(pageInfo.startCursor).toBe(at.edges[0]?.cursor);
      expect(pageInfo.hasPreviousPage).toBe(back.length < expected.length);
      if (!pageInfo.hasPreviousPage) break;
      before = pageInfo.startCursor;
    }
    expect(back).toEqual(expected);
  },
);

test('Hits of a search are walked one by one, best first.', async () => {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const { search } = await steppe.data<{ search: Page }>(
      `{ search(text: "org", first: 3${after}) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } edges { cursor node { id } } } }`,
    );
    found.push(...search.edges.map(({ node }) => node?.id ?? ''));
    if (!search.pageInfo.hasNextPage) {
      expect(found).toHaveLength(search.totalCount);
      break;
    }
    after = `, after: "${search.pageInfo.endCursor}"`;
  }
  expect(new Set(found).size).toBe(23);
});

test('By value come figures in the unit, then those in others, then facts without one.', async () => {
  const { place } = await steppe.data<{
    place: { investors: { edges: { amount: { amount: string; unit: string } | null }[] } };
  }>(
    '{ place: entity(by: {id: "place_hub"}) { ... on Place { investors(first: 100, orderBy: {by: VALUE, unit: "KZT"}) { edges { amount { amount unit } } } } } }',
  );
  const shown = place.investors.edges.map(({ amount }) => amount);
  const units = shown.map((amount) => amount?.unit ?? 'none');
  const count = (unit: string): number => units.filter((other) => other === unit).length;
  expect(units).toEqual([
    ...Array.from({ length: count('KZT') }, () => 'KZT'),
    ...Array.from({ length: count('USD') }, () => 'USD'),
    ...Array.from({ length: count('none') }, () => 'none'),
  ]);
  expect([count('KZT'), count('USD'), count('none')]).toEqual([6, 12, 5]);
  const figures = shown.filter((amount) => amount?.unit === 'KZT').map((amount) => Number(amount?.amount));
  expect(figures).toEqual(figures.toSorted((a, b) => b - a));
});

test('An item that comes in between two pages moves nothing: the next page goes on after the last one seen.', async () => {
  const first = await page('sources', 'first: 1');
  await loadFile(graph, claimsFile(source('a_new_one')));
  const next = await page('sources', `first: 5, after: "${first.pageInfo.endCursor}"`);
  expect(idsOf(next)).toEqual(['source_t', 'source_a_new_one']);
});

test('A page of none is empty and says whether there is more.', async () => {
  const none = await page('claims', 'first: 0');
  expect(none.edges).toEqual([]);
  expect(none.pageInfo).toEqual({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

test.each([
  ['first: 5, last: 5', 'last', 'give either `first` or `last`, not both'],
  ['first: -1', 'first', 'must be 0 or more, not -1'],
  ['first: 5, before: "x"', 'before', '`before` goes with `last`, not with `first`'],
  ['last: 5, after: "x"', 'after', '`after` goes with `first`, not with `last`'],
  [
    'after: "x", before: "x"',
    'before',
    'give either `after` (with `first`) or `before` (with `last`), not both',
  ],
  ['first: 5, after: "nonsense"', 'after', 'not a cursor of this server'],
  ['first: 5, after: ""', 'after', 'not a cursor of this server'],
])(
  'A page of claims(%s) is refused: %s is the argument, and the message says what to do.',
  async (args, argument, message) => {
    const { data, errors } = await steppe.ask(`{ claims(${args}) { nodes { id } } }`);
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toContain(`${argument}: ${message}`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(errors?.[0]?.path).toEqual(['claims']);
  },
);

test('A cursor of hits that was made up is refused.', async () => {
  const cursor = Buffer.from(JSON.stringify(['SCORE', 'x'])).toString('base64url');
  const { errors } = await steppe.ask(`{ search(text: "org", after: "${cursor}") { nodes { id } } }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' });
});

test('Totals are in the order of their sums, whatever parts these are made of.', async () => {
  const jobs = (place: string, amount: string, n: number) =>
    observed(place, 'sum', { value: { amount, unit: '{job}' }, period: `200${n}` });
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      entity('place_ten'),
      entity('place_more'),
      jobs('place_ten', '10', 1),
      jobs('place_more', '4.9', 1),
      jobs('place_more', '5.9', 2),
    ),
  );
  const { totals } = await steppe.data<{ totals: { sum: string }[] }>(
    '{ totals(where: {variables: ["sum"]}, groupBy: [SUBJECT]) { sum } }',
  );
  expect(totals.map(({ sum }) => sum)).toEqual(['10.8', '10']);
});

test('A cursor of one order is refused in another, and both are named.', async () => {
  const { pageInfo } = await page('investors, latest first', 'first: 1');
  const { errors } = await steppe.ask(
    `{ entity(by: {id: "place_hub"}) { ... on Place { investors(orderBy: {by: VALUE, unit: "USD"}, after: "${pageInfo.endCursor}") { nodes { id } } } } }`,
  );
  expect(errors?.[0]?.message).toBe(
    'after: this cursor belongs to a list ordered by RECENT DESC, this list is ordered by VALUE USD DESC',
  );
});
