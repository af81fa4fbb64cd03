import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;

const named = (id: string, text: string) => ({
  ...entity(id),
  names: [{ text, language: 'en', script: null, kind: 'OFFICIAL' }],
});

beforeAll(async () => {
  await loadFile(
    graph,
    claimsFile(
      named('place_altynkol', 'Altynkol'),
      named('org_exact', 'Altynkol Steel'),
      named('org_begins', 'Altynkolskoe Zoloto'),
      named('org_letter', 'Altinkol Cement'),
      named('org_letters', 'Altinkul'),
      named('facility_letter', 'Altynkul Works'),
      named('org_other', 'Balkhash Copper'),
      named('org_arabic', 'شركة محمد للصلب'),
      named('org_pointed', 'شَرِكَة سَلْمَان'),
      named('org_chinese', '重庆长安汽车'),
      // Of many words and names: what has fewer fits better by its words.
      {
        ...entity('org_zz_many_names'),
        names: ['United Tasbulak Mining and Metallurgical Company', 'Тасбұлақ', 'Tasbulak Mining'].map(
          (text) => ({ text, language: null, script: null, kind: 'ALIAS' }),
        ),
      },
      named('org_short', 'Tasbulak Oil'),
      named('org_shorter', 'Tasbulaq'),
      named('org_longer', 'Tasbulak Mining Tasbulak Mining'),
      named('facility_same', 'Tasbulak, mining!'),
      source('one'),
      claim('org_letter', 'LOCATED_IN', 'place_altynkol'),
    ),
  );
  steppe = await startSteppe(graph);
}, 60_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface Answer {
  search: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { score: number; node: { id: string } }[];
  };
}

/** All hits, in pages of so many. */
async function hits(first: number, more = ''): Promise<{ id: string; score: number }[]> {
  const found: { id: string; score: number }[] = [];
  for (let after = ''; ; ) {
    const { search } = await steppe.data<Answer>(
      `{ search(text: "altynkol", first: ${first}${after}${more}) { totalCount pageInfo { hasNextPage endCursor } edges { score node { id } } } }`,
    );
    found.push(...search.edges.map(({ score, node }) => ({ id: node.id, score })));
    if (!search.pageInfo.hasNextPage) {
      expect(found).toHaveLength(search.totalCount);
      return found;
    }
    after = `, after: "${search.pageInfo.endCursor}"`;
  }
}

test('What has the word, or begins with it, comes before what has another letter or two.', async () => {
  const ids = (await hits(10)).map(({ id }) => id);
  expect(ids.slice(0, 3).toSorted()).toEqual(['org_begins', 'org_exact', 'place_altynkol']);
  expect(ids[2]).toBe('org_begins');
  expect(ids.slice(3).toSorted()).toEqual(['facility_letter', 'org_letter', 'org_letters']);
});

const idsOf = async (text: string, more = ''): Promise<string[]> => {
  const { search } = await steppe.data<Answer>(
    `query ($text: String!) { search(text: $text${more}) { edges { node { id } } } }`,
    { text },
  );
  return search.edges.map(({ node }) => node.id);
};

test('Who is called just so comes first, by any name, in any script and case.', async () => {
  expect((await hits(1))[0]).toEqual({ id: 'place_altynkol', score: 2 });
  expect((await idsOf('tasbulak  MINING')).slice(0, 2)).toEqual(['facility_same', 'org_zz_many_names']);
  expect((await idsOf('Тасбулак Mining', ', kinds: [ORGANIZATION]'))[0]).toBe('org_zz_many_names');
  expect((await idsOf('Тасбұлақ'))[0]).toBe((await idsOf('tasbulaq'))[0]);
  expect((await idsOf('Тасбұлақ')).slice(0, 2)).toEqual(['org_shorter', 'org_zz_many_names']);
});

test.each(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'])(
  'What is copied with a character that is not seen is found as without it: %j.',
  async (unseen) => {
    expect((await hits(1)).map(({ id }) => id)).toEqual(await idsOf(`Altyn${unseen}kol${unseen}`));
    expect(await idsOf(`长${unseen}安`)).toEqual(['org_chinese']);
  },
);

test('Vowel points and stretched letters of Arabic are no other name, in what is asked for and in what is stored.', async () => {
  for (const text of ['محمد', 'مُحَمَّد', 'محـــمد', 'شَرِكَة مُحَمَّد لِلصُّلْب'])
    expect(await idsOf(text)).toEqual(['org_arabic']);
  for (const text of ['سَلْمَان', 'سلمان', 'شركة سلمان']) expect(await idsOf(text)).toEqual(['org_pointed']);
  const { search } = await steppe.data<Answer>('{ search(text: "شركة سلمان") { edges { score } } }');
  expect(search.edges).toEqual([{ score: 2 }]);
});

test('So it was before names were learned, and is when they are those of a merged one.', async () => {
  await loadFile(graph, claimsFile(named('org_short', 'Tasbulak')));
  expect((await idsOf('Tasbulak'))[0]).toBe('org_short');
  const then = await steppe.data<{ asOf: { search: Answer['search'] } }>(
    '{ asOf(change: 1) { search(text: "Tasbulak Oil") { edges { score node { id } } } } }',
  );
  expect(then.asOf.search.edges).toEqual([{ score: 2, node: { id: 'org_short' } }]);
  await loadFile(
    graph,
    claimsFile(named('org_short', 'Tasbulak'), { type: 'merge', entity: 'org_short', into: 'org_exact' }),
  );
  expect((await idsOf('Tasbulak'))[0]).toBe('org_exact');
});

test.each([1, 2, 3, 4])(
  'Pages of %i hold the hits of one page, in its order and with its scores.',
  async (first) => {
    const all = await hits(10);
    expect(await hits(first)).toEqual(all);
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a));
  },
);

test('Kinds and places narrow both sorts of hits.', async () => {
  expect((await hits(1, ', kinds: [FACILITY]')).map(({ id }) => id)).toEqual(['facility_letter']);
  expect((await hits(1, ', within: "place_altynkol"')).map(({ id }) => id)).toEqual([
    'place_altynkol',
    'org_letter',
  ]);
});
