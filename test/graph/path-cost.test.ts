import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { SEARCH_LIMITS, searchPaths } from '../../src/loaders/paths.ts';
import { relationPredicates } from '../../src/ontology.ts';
import { type Answer, type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { refusal } from '../export/served-tables.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { investorsOfOnePlace } from './supernode.ts';

/** Paths and neighbourhoods beside places that thousands invest in. */
const graph = await openTestGraph();
let steppe: Steppe;

/** As `investorsOfOnePlace`, with another place; the investors are not the same. */
const investorsElsewhere = (from: number, to: number): string =>
  claimsFile(
    source('elsewhere'),
    entity('place_other', { placeType: 'COUNTRY' }),
    ...Array.from({ length: to - from }, (_, n) => [
      entity(`org_x${from + n}`),
      claim(`org_x${from + n}`, 'INVESTED_IN', 'place_other'),
    ]).flat(),
  );

beforeAll(async () => {
  await loadFile(graph, investorsOfOnePlace(0, 3_000));
  await loadFile(graph, investorsElsewhere(0, 1_500));
  await loadFile(
    graph,
    claimsFile(
      source('few'),
      entity('org_hermit'),
      entity('facility_mine'),
      entity('facility_mill'),
      // From org_1 over the place and org_2 to the hermit, who has no other way there.
      claim('org_2', 'OPERATES', 'facility_mill'),
      claim('org_hermit', 'OWNS', 'facility_mill'),
      claim('org_1', 'OWNS', 'facility_mine'),
      claim('org_3', 'OPERATES', 'facility_mine'),
    ),
  );
  // A first plan takes its time on a busy machine.
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
}, 240_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const asked = <Data = { pathSearch: Searched }>(query: string): Promise<Answer<Data>> =>
  steppe.ask<Data>(query, {}, { 'steppe-include': 'profile' });
const hitsOf = ({ extensions }: Answer<unknown>): number =>
  extensions?.statements?.reduce((sum, { databaseHits = 0 }) => sum + databaseHits, 0) ?? Number.NaN;

interface Searched {
  readonly paths: readonly { readonly hops: readonly { readonly to: { readonly id: string } }[] }[];
  readonly isComplete: boolean;
  readonly completedHops: number;
  readonly seenFacts: number;
  readonly hubs: readonly { readonly id: string }[];
}
const search = (args: string) =>
  asked(
    `{ pathSearch(${args}) { paths { hops { to { id } } } isComplete completedHops seenFacts hubs { id } } }`,
  );
function ways({ data, errors }: Answer<{ pathSearch: Searched }>): string[] {
  expect(errors).toBeUndefined();
  return data?.pathSearch.paths.map(({ hops }) => hops.map(({ to }) => to.id).join(' ')) ?? [];
}

test('A path through a place of thousands of investors is found from both sides of it, for a few facts.', async () => {
  const answer = await search('from: "org_1", to: "org_2", maxHops: 3');
  expect(answer.errors).toBeUndefined();
  expect(ways(answer)).toEqual(['place_hub org_2']);
  expect(answer.data?.pathSearch).toMatchObject({
    isComplete: true,
    completedHops: 3,
    hubs: [{ id: 'place_hub' }],
  });
  expect(answer.data?.pathSearch.seenFacts).toBeLessThan(30);
  expect(hitsOf(answer)).toBeLessThan(400);
});

test('A path that goes on behind such a place is found from its other end, and the answer is complete.', async () => {
  const answer = await search('from: "org_1", to: "org_hermit"');
  expect(ways(answer)).toEqual(['place_hub org_2 facility_mill org_hermit']);
  expect(answer.data?.pathSearch).toMatchObject({ isComplete: true, completedHops: 4 });
  expect(hitsOf(answer)).toBeLessThan(800);
});

test('What a search costs does not grow with the place.', { timeout: 240_000 }, async () => {
  const searches = [
    'from: "org_1", to: "org_2"',
    'from: "org_1", to: "org_hermit"',
    'from: "place_hub", to: "org_2"',
  ];
  const costs = async (): Promise<number[]> =>
    (await Promise.all(searches.map(search))).map((answer) => hitsOf(answer));
  const before = await costs();
  await loadFile(graph, investorsOfOnePlace(3_000, 6_000));
  const after = await costs();
  after.forEach((cost, i) => {
    expect(Math.abs(cost - (before[i] ?? 0))).toBeLessThan(50);
  });
});

test('From such a place to an entity paths are found from the entity.', async () => {
  const answer = await search('from: "place_hub", to: "org_hermit"');
  expect(ways(answer)).toEqual(['org_2 facility_mill org_hermit']);
  expect(answer.data?.pathSearch).toMatchObject({ isComplete: true });
});

test('Between two such places, where nothing was found and not all was looked at, `paths` is an error that says so.', async () => {
  const { data, errors } = await steppe.ask('{ paths(from: "place_hub", to: "place_other") { length } }');
  expect(data ?? null).toBeNull();
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^No path was found: .*too many facts.*place_hub, place_other/),
      extensions: { code: 'SEARCH_INCOMPLETE', hubs: ['place_hub', 'place_other'], completedHops: 1 },
    },
  ]);
  const answer = await search('from: "place_hub", to: "place_other"');
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.pathSearch).toMatchObject({ paths: [], isComplete: false, completedHops: 1 });
});

test('Where some paths were found and there may be more, they come with a notice.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('tie'),
      entity('place_union'),
      ...['hub', 'other'].map((id) => claim(`place_${id}`, 'LOCATED_IN', 'place_union')),
    ),
  );
  const query = '{ paths(from: "place_hub", to: "place_other") { length } }';
  // At first and when it is known.
  for (let i = 0; i < 2; i += 1)
    expect(await steppe.ask(query)).toEqual({
      status: 200,
      data: { paths: [{ length: 2 }] },
      extensions: {
        notices: [
          {
            path: ['paths'],
            code: 'SEARCH_INCOMPLETE',
            completedHops: 1,
            seenFacts: expect.any(Number),
            hubs: ['place_hub', 'place_other'],
            message: expect.stringMatching(/^There may be more paths than these: all of up to 1 hops/),
          },
        ],
      },
    });
  // A table has no place to say so.
  const [error] = (await refusal(steppe, query)).errors;
  expect(error).toMatchObject({
    message: expect.stringContaining('There may be more paths than these'),
    extensions: { code: 'SEARCH_INCOMPLETE' },
  });
  // One that is sure to be first is no news.
  const sure = await steppe.ask('{ paths(from: "place_hub", to: "place_union", first: 1) { length } }');
  expect(sure).toEqual({ status: 200, data: { paths: [{ length: 1 }] } });
});

test('The neighbourhood of such a place is its latest facts, and says that there are more.', async () => {
  const answer = await asked<{
    entity: {
      neighbourhood: {
        nodes: { id: string }[];
        facts: { period: { edtf: string } | null }[];
        isComplete: boolean;
      };
    };
  }>(
    '{ entity(by: {id: "place_hub"}) { neighbourhood(first: 10) { nodes { id } facts { period { edtf } } isComplete } } }',
  );
  expect(answer.errors).toBeUndefined();
  const { nodes, facts, isComplete } = answer.data?.entity.neighbourhood ?? { nodes: [], facts: [] };
  expect(nodes).toHaveLength(10);
  expect(facts).toHaveLength(9);
  expect(new Set(facts.map(({ period }) => period?.edtf))).toEqual(new Set(['2024']));
  expect(isComplete).toBe(false);
  expect(hitsOf(answer)).toBeLessThan(8_000);
});

test('As of before, too, a search costs little beside a place of which thousands of facts were other than they are.', {
  timeout: 120_000,
}, async () => {
  const { about } = await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  const then = (args: string) =>
    asked<{ asOf: { pathSearch: Searched } }>(
      `{ asOf(change: ${about.changeNumber}) { pathSearch(${args}) { paths { hops { to { id } } } isComplete hubs { id } } } }`,
    );
  const search = 'from: "org_1", to: "org_hermit"';
  const before = await then(search);
  // A second source speaks of 1,500 of the facts: what they were is kept.
  await loadFile(
    graph,
    claimsFile(
      source('again'),
      ...Array.from({ length: 1_500 }, (_, n) =>
        claim(`org_${n}`, 'INVESTED_IN', 'place_hub', { period: String(2000 + (n % 25)) }),
      ),
    ),
  );
  const after = await then(search);
  expect(after.data).toEqual(before.data);
  expect(after.data?.asOf.pathSearch.isComplete).toBe(true);
  // Beside what is walked, what was known before is counted, up to as many facts as are followed.
  expect(hitsOf(after)).toBeLessThan(hitsOf(before) + 4_000);
});

test('A search that has looked at as many facts as it may ends there, with what it has found and how far it came.', async () => {
  const context = createContext({
    graph,
    pageLimits: { defaultSize: 20, maxSize: 100 },
    timeoutMs: 60_000,
  });
  const few = { ...SEARCH_LIMITS, seen: 3 };
  const question = { from: 'org_1', to: 'org_hermit', predicates: relationPredicates, maxHops: 4, first: 5 };
  const answer = await searchPaths(question, context.now.reader, few);
  expect(answer).toMatchObject({ paths: [], isComplete: false });
  expect(answer?.completedHops).toBeLessThan(4);
  expect(answer?.seenFacts).toBeLessThanOrEqual(3);
});

test('Who is met from both ends is walked from each: what one end, at its last hop, had no use for is not lost to the other.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('detour'),
      ...['org_hub', 'project_far', 'place_near', 'place_between', 'place_above', 'facility_near'].map((id) =>
        entity(id),
      ),
      claim('org_hub', 'INVESTED_IN', 'project_far'),
      claim('org_hub', 'INVESTED_IN', 'place_near'),
      claim('org_hub', 'LOCATED_IN', 'place_between'),
      claim('place_between', 'LOCATED_IN', 'place_near'),
      claim('place_near', 'LOCATED_IN', 'place_above'),
      claim('facility_near', 'LOCATED_IN', 'place_near'),
    ),
  );
  const { now } = createContext({
    graph,
    pageLimits: { defaultSize: 20, maxSize: 100 },
    timeoutMs: 60_000,
  });
  const question = { from: 'project_far', to: 'facility_near', predicates: relationPredicates, maxHops: 5 };
  // Two investments are too many to be followed: that in the place is found from the place.
  const limits = { seen: 10_000, followed: 1, few: 0 };
  const answer = await searchPaths({ ...question, first: 1 }, now.reader, limits);
  expect(answer?.paths.map((path) => path.map(({ to }) => to))).toEqual([
    ['org_hub', 'place_near', 'facility_near'],
  ]);
  expect(answer?.completedHops).toBe(3);
});
