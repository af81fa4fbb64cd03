import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claimsFile, entity } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  const twin = { names: [{ text: 'Twin', language: 'en' }] };
  await loadFile(graph, claimsFile(entity('org_twin_a', twin), entity('org_twin_b', twin)));
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

test('One entity is found by id, by a name in any script and case, and by an identifier.', async () => {
  for (const by of [
    '{id: "place_kazakhstan"}',
    '{name: "Kazakhstan"}',
    '{name: "ҚАЗАҚСТАН"}',
    '{name: "qazaqstan"}',
    '{identifier: {scheme: "iso3166-1", value: "KZ"}}',
  ])
    expect({ by, ...(await steppe.data<object>(`{ entity(by: ${by}) { id kind } }`)) }).toEqual({
      by,
      entity: { id: 'place_kazakhstan', kind: 'PLACE' },
    });
});

test('What names nothing is null, without an error.', async () => {
  for (const by of [
    '{id: "place_atlantis"}',
    '{id: "nonsense"}',
    '{id: ""}',
    '{id: "fact_000000000000000000000000"}',
    '{name: "Atlantis"}',
    '{name: "!"}',
    '{identifier: {scheme: "iso3166-1", value: "XX"}}',
  ])
    expect({ by, ...(await steppe.data<object>(`{ entity(by: ${by}) { id name } }`)) }).toEqual({
      by,
      entity: null,
    });
});

test('A name that two carry is an error that names both.', async () => {
  const { data, errors } = await steppe.ask('{ entity(by: {name: "twin"}) { id } }');
  expect(data).toEqual({ entity: null });
  expect(errors).toMatchObject([
    {
      message: 'by.name: 2 entities carry this name: ask for one by id: org_twin_a, org_twin_b',
      path: ['entity'],
      extensions: { code: 'AMBIGUOUS_NAME', argument: 'by.name', ids: ['org_twin_a', 'org_twin_b'] },
    },
  ]);
});

test('Exactly one way to find it is given.', async () => {
  for (const by of ['{}', '{id: "a", name: "b"}', '{id: null}']) {
    const { status, errors } = await steppe.ask(`{ entity(by: ${by}) { id } }`);
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toMatch(/exactly one key|must be non-null/i);
  }
});

test('node(id:) refetches whatever has an id, as its own type.', async () => {
  const { facts } = await steppe.data<{
    facts: { nodes: { id: string; claims: { nodes: { id: string }[] } }[] };
  }>('{ facts(first: 1) { nodes { id claims(first: 1) { nodes { id } } } } }');
  const [fact] = facts.nodes;
  const ids = ['org_changan', 'place_china', fact?.id, fact?.claims.nodes[0]?.id, 'source_kostanay_article'];
  const { nodes } = await steppe.data<{ nodes: unknown[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
    { ids: [...ids, 'org_nobody', 'nonsense', 'claim_', ids[0]] },
  );
  expect(nodes).toEqual([
    { __typename: 'Organization', id: 'org_changan' },
    { __typename: 'Place', id: 'place_china' },
    { __typename: 'Fact', id: ids[2] },
    { __typename: 'Claim', id: ids[3] },
    { __typename: 'Source', id: 'source_kostanay_article' },
    null,
    null,
    null,
    { __typename: 'Organization', id: 'org_changan' },
  ]);
});

test('Names come in every script with language and kind; `name` speaks the language asked for, or English.', async () => {
  const { entity: place } = await steppe.data<{ entity: { names: { text: string }[] } }>(`{
    entity(by: {id: "place_kostanay"}) {
      name kk: name(language: "kk") ru: name(language: "ru") zh: name(language: "zh") xx: name(language: "xx")
      description identifiers { scheme value } names { text language script kind }
      ... on Place { type }
    }
  }`);
  expect(place).toMatchObject({
    name: 'Kostanay',
    kk: 'Қостанай',
    ru: 'Костанай',
    xx: 'Kostanay',
    type: 'CITY',
    description: expect.stringContaining('ity'),
    identifiers: [{ scheme: 'geonames', value: '1519928' }],
    names: expect.arrayContaining([{ text: 'Қостанай', language: 'kk', script: 'Cyrl', kind: 'OFFICIAL' }]),
  });
});

test('Lists of entities are in the order of their names, and are narrowed by kind, place and beginning.', async () => {
  const ids = async (list: string): Promise<string[]> => {
    const { found } = await steppe.data<{ found: { totalCount: number; nodes: { id: string }[] } }>(
      `{ found: ${list} { totalCount nodes { id } } }`,
    );
    expect(found.totalCount).toBe(found.nodes.length);
    return found.nodes.map(({ id }) => id);
  };
  expect(await ids('places')).toEqual([
    'place_central_asia',
    'place_china',
    'place_europe',
    'place_kazakhstan',
    'place_kostanay',
    'place_russia',
  ]);
  expect(await ids('entities(within: "place_kazakhstan")')).toEqual([
    'org_allurgroup',
    'place_kostanay',
    'facility_kostanay_car_plant',
    'project_kostanay_car_plant',
  ]);
  expect(await ids('entities(within: "place_kazakhstan", kinds: [FACILITY, PROJECT])')).toHaveLength(2);
  expect(await ids('organizations(within: "place_china")')).toEqual(['org_changan']);
  expect(await ids('entities(kinds: [])')).toEqual([]);
  expect(await ids('people')).toEqual([]);
  expect(await ids('organizations(where: {nameStartsWith: "ALLUR"})')).toEqual(['org_allurgroup']);
  expect(await ids('organizations(where: {nameStartsWith: "чанг"})')).toEqual(['org_changan']);
  expect(await ids('entities(within: "place_nowhere")')).toEqual([]);
  expect(await ids('entities(where: {nameStartsWith: "***"})')).toEqual([]);
});

test('About tells what there is, the ontology, and the change number to cite.', async () => {
  const { about } = await steppe.data<{
    about: { entities: object[]; facts: object[]; predicates: object[] };
  }>(`{
    about {
      entities { kind count } facts { predicate count } claimCount sourceCount changeNumber changedAt
      kinds { kind idPrefix } predicates { predicate forwardField reverseField valueField isSymmetric ends { subjects objects } }
    }
  }`);
  expect(about).toMatchObject({ claimCount: 56, sourceCount: 1, changeNumber: 2 });
  expect(about.entities).toContainEqual({ kind: 'ORGANIZATION', count: 7 });
  expect(about.facts).toContainEqual({ predicate: 'INVESTED_IN', count: 2 });
  expect(about.facts.reduce((sum, { count }: { count?: number }) => sum + (count ?? 0), 0)).toBe(51);
  expect(about.predicates).toContainEqual({
    predicate: 'PARTNERS_WITH',
    forwardField: 'partners',
    reverseField: 'partners',
    valueField: null,
    isSymmetric: true,
    ends: [{ subjects: ['ORGANIZATION'], objects: ['ORGANIZATION'] }],
  });
});
