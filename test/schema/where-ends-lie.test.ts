import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

/** `subjectWithin` and `objectWithin`: facts by where their ends lie. */
const graph = await openTestGraph();
let steppe: Steppe;
/** Filtered lists of another time take long to plan, the first time and on a busy machine. */
const PLANNING_MS = 120_000;
beforeAll(async () => {
  await loadArticle(graph);
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: String(PLANNING_MS) });
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface End {
  readonly id: string;
  readonly within: readonly { readonly id: string }[];
}

interface Found {
  readonly id: string;
  readonly predicate: string;
  readonly subject: End;
  readonly object: End | null;
  readonly value: { readonly unit: string } | null;
}

const liesIn = (end: End | null, place: string): boolean =>
  end !== null && (end.id === place || end.within.some(({ id }) => id === place));

async function factsWhere(where: string, inside = (fields: string) => `{ ${fields} }`): Promise<Found[]> {
  const list = `facts(first: 100, where: {${where}}) { totalCount nodes { id predicate value { unit }
    subject { id within { id } } object { id within { id } } } }`;
  const data = await steppe.data<Record<string, unknown>>(inside(list));
  const { facts } = (data.asOf ?? data) as { facts: { totalCount: number; nodes: Found[] } };
  expect(facts.totalCount).toBe(facts.nodes.length);
  return facts.nodes;
}

const idsOf = (facts: readonly Found[]): string[] => facts.map(({ id }) => id);
const then = (fields: string): string => `{ asOf(change: 1) { ${fields} } }`;

test.each(['place_kazakhstan', 'place_china', 'place_kostanay', 'place_nowhere'])(
  'Facts whose subject lies in %s are those and no others, now and as of a change; likewise objects.',
  async (place) => {
    const all = await factsWhere('');
    expect(all.length).toBeGreaterThan(20);
    for (const end of ['subject', 'object'] as const) {
      const expected = idsOf(all.filter((fact) => liesIn(fact[end], place)));
      expect(idsOf(await factsWhere(`${end}Within: "${place}"`))).toEqual(expected);
      expect(idsOf(await factsWhere(`${end}Within: "${place}"`, then))).toEqual(expected);
    }
  },
  PLANNING_MS,
);

test('Both can be asked together, and with other conditions.', async () => {
  const all = await factsWhere('');
  const found = await factsWhere(
    'subjectWithin: "place_china", objectWithin: "place_kazakhstan", predicates: [INVESTED_IN]',
  );
  expect(found.length).toBeGreaterThan(0);
  expect(idsOf(found)).toEqual(
    idsOf(
      all.filter(
        (fact) =>
          fact.predicate === 'INVESTED_IN' &&
          liesIn(fact.subject, 'place_china') &&
          liesIn(fact.object, 'place_kazakhstan'),
      ),
    ),
  );
});

test(
  'Totals by where the subject lies add up the figures of the facts that are listed so.',
  async () => {
    const ask = (inside: (fields: string) => string) =>
      steppe.data<Record<string, never>>(
        inside(
          'totals(where: {subjectWithin: "place_kazakhstan"}, groupBy: [PREDICATE]) { keys { value } unit sum count min max inexactCount omittedCount disputedCount }',
        ),
      );
    const { totals } = (await ask((fields) => `{ ${fields} }`)) as unknown as {
      totals: { keys: { value: string }[]; unit: string; count: number; omittedCount: number }[];
    };
    expect(totals.length).toBeGreaterThan(1);
    const listed = (await factsWhere('subjectWithin: "place_kazakhstan"')).filter(({ value }) => value);
    const counted = totals.reduce((sum, { count, omittedCount }) => sum + count + omittedCount, 0);
    expect(counted).toBe(listed.length);
    const { asOf } = (await ask(then)) as unknown as { asOf: { totals: typeof totals } };
    expect(asOf.totals).toEqual(totals);
  },
  PLANNING_MS,
);

test.each([
  [
    'with a subject',
    '{ facts(where: {subject: "org_changan", subjectWithin: "place_china"}) { totalCount } }',
    'where.subjectWithin',
  ],
  [
    'with an object',
    '{ totals(where: {object: "org_changan", objectWithin: "place_china"}, groupBy: []) { sum } }',
    'where.objectWithin',
  ],
  [
    'on an entity’s list',
    '{ entity(by: {id: "org_changan"}) { facts(where: {subjectWithin: "place_china"}) { totalCount } } }',
    'where.subjectWithin',
  ],
])('Such a condition %s is refused, and the message names it.', async (_, query, argument) => {
  const { errors } = await steppe.ask(query);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  expect(errors?.[0]?.message).toContain(argument);
});
