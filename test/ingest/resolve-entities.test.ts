import { afterAll, beforeEach, expect, test } from 'vitest';
import type { ClaimProblem } from '../../src/ingest/claim-problem.ts';
import { writeBatch } from '../../src/ingest/import/write-batch.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { type DescribedEntity, resolveEntities } from '../../src/ingest/resolve-entities.ts';
import { scriptOf } from '../../src/model/names.ts';
import type { EntityKind } from '../../src/ontology.ts';
import { emptyGraph } from '../database/empty-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from './claims-file-of.ts';

const graph = await openTestGraph();
beforeEach(async () => {
  await emptyGraph(graph);
  const named = (id: string, names: string[], more = {}) =>
    entity(id, { names: names.map((text) => ({ text })), ...more });
  const country = (id: string, code: string) =>
    named(id, [id], { placeType: 'COUNTRY', identifiers: [{ scheme: 'iso3166-1', value: code }] });
  await loadFile(
    graph,
    claimsFile(
      country('place_kazakhstan', 'KZ'),
      country('place_china', 'CN'),
      named('org_allurgroup', ['AllurGroup', 'ГК «Аллюр»']),
      named('org_changan', ['Chongqing Changan Automobile Co., Ltd.', '重庆长安汽车股份有限公司']),
      named('org_qarmet', ['Qarmet'], { identifiers: [{ scheme: 'lei', value: 'L1' }] }),
      named('org_pointed', ['شَرِكَة سَلْمَان']),
      named('org_plain', ['شركة محمد']),
      named('org_twin_a', ['Twin LLP']),
      named('org_twin_b', ['Twin JSC']),
      source('s'),
      claim('org_allurgroup', 'LOCATED_IN', 'place_kazakhstan'),
      claim('org_changan', 'LOCATED_IN', 'place_china'),
    ),
  );
});
afterAll(() => graph.close());

const described = (name: string, more: Partial<DescribedEntity> = {}): DescribedEntity => ({
  id: null,
  kind: 'ORGANIZATION' as EntityKind,
  placeType: null,
  description: null,
  names: name === '' ? [] : [{ text: name, language: null, script: scriptOf(name), kind: 'OFFICIAL' }],
  identifiers: [],
  country: null,
  ...more,
});

const resolve = (...entities: DescribedEntity[]): Promise<(string | ClaimProblem)[]> =>
  graph.write((transaction) => resolveEntities(transaction, graph.statements, entities));

test('A name means an entity whatever its legal form, case and script.', async () => {
  expect(
    await resolve(
      described('CHONGQING CHANGAN AUTOMOBILE'),
      described('重庆长安汽车'),
      described('АО «Qarmet»'),
      described('Allurgroup LLP', { country: 'KZ' }),
    ),
  ).toEqual(['org_changan', 'org_changan', 'org_qarmet', 'org_allurgroup']);
});

test('A name means an entity with vowel points and without them, whichever was written first.', async () => {
  const names = ['شركة سلمان', 'شَرِكَة سَلْمَان', 'شركة محمد', 'شَرِكَة مُحَمَّد'];
  expect(await resolve(...names.map((name) => described(name)))).toEqual([
    'org_pointed',
    'org_pointed',
    'org_plain',
    'org_plain',
  ]);
});

test('A name in another country, of another kind, longer or shorter means another.', async () => {
  const others = await resolve(
    described('AllurGroup', { country: 'CN' }),
    described('AllurGroup', { kind: 'PROJECT' }),
    described('Allur Auto'),
    described('AllurGroup Fund Management'),
    described('Chongqing Changan'),
  );
  expect(
    others.every((id) => typeof id === 'string' && !['org_allurgroup', 'org_changan'].includes(id)),
  ).toBe(true);
  expect(new Set(others).size).toBe(5);
});

test('An identifier decides, whatever the name; of one registry two numbers are two.', async () => {
  const registered = (name: string, scheme: string, value: string) =>
    described(name, { identifiers: [{ scheme, value }] });
  expect(
    await resolve(
      registered('Another name', 'lei', 'L1'),
      registered('', 'lei', 'L1'),
      registered('Qarmet', 'gem', 'E1'),
      registered('Qarmet', 'lei', 'L2'),
    ),
  ).toEqual(['org_qarmet', 'org_qarmet', 'org_qarmet', 'org_lei_l2']);
});

test('A name that two carry means neither.', async () => {
  const [id] = await resolve(described('Twin'));
  expect(id).toMatch(/^org_twin_[0-9a-f]{8}$/);
});

test('Identifiers that name two entities are refused.', async () => {
  const [problem] = await resolve(
    described('X', { id: 'org_allurgroup', identifiers: [{ scheme: 'lei', value: 'L1' }] }),
  );
  expect(problem).toMatchObject({
    path: 'identifiers',
    message: 'they name several entities: org_allurgroup, org_qarmet',
  });
});

test('An identifier of an entity of another kind is refused, also of one in the same batch.', async () => {
  const identifiers = [{ scheme: 'lei', value: 'L1' }];
  const [known, first, second] = await resolve(
    described('Anna', { kind: 'PERSON', identifiers }),
    described('New', { identifiers: [{ scheme: 'wikidata', value: 'Q2' }] }),
    described('New', { kind: 'PERSON', identifiers: [{ scheme: 'wikidata', value: 'Q2' }] }),
  );
  expect(known).toMatchObject({
    path: 'identifiers',
    message: 'they name org_qarmet, which is of the kind ORGANIZATION, not PERSON',
  });
  expect(first).toBe('org_wikidata_q2');
  expect(second).toMatchObject({ message: expect.stringContaining('org_wikidata_q2, which is of the kind') });
});

test('A new entity has the same id on every machine, and those that follow in a batch mean it too.', async () => {
  const first = await resolve(
    described('New Firm LLC', { country: 'KZ' }),
    described('new firm', { country: 'KZ' }),
    described('New Firm', { country: 'CN' }),
  );
  expect(first[0]).toMatch(/^org_new_firm_llc_[0-9a-f]{8}$/);
  expect(first[1]).toBe(first[0]);
  expect(first[2]).not.toBe(first[0]);
  expect(await resolve(described('NEW FIRM', { country: 'KZ' }))).not.toEqual([]);
});

/** Writes an entity as a row of a table describes it. @returns whom the description means from then on. */
async function assertNamed(name: string, country: string): Promise<(string | ClaimProblem)[]> {
  const entity = described(name, { country });
  const content = {
    kind: 'mapped' as const,
    entities: [{ ref: 'it', entity }],
    statements: [],
    notes: [],
  };
  await graph.write((transaction) =>
    writeBatch(transaction, graph.statements, [{ number: 1, line: 1, content }], new Map()),
  );
  return resolve(entity);
}

test('The country that an entity was described with tells names apart later, though nothing locates it.', async () => {
  const [inKazakhstan] = await assertNamed('Meridian', 'KZ');
  const [inChina] = await assertNamed('Meridian', 'CN');
  expect(inChina).not.toBe(inKazakhstan);
  expect(await assertNamed('Meridian', 'KZ')).toEqual([inKazakhstan]);
  expect(await assertNamed('Meridian', 'CN')).toEqual([inChina]);
  // A country that the graph has no place for is told apart too; without one the name means neither of the two.
  const [inNorway] = await assertNamed('Meridian', 'NO');
  expect(new Set([inKazakhstan, inChina, inNorway]).size).toBe(3);
  expect([inKazakhstan, inChina, inNorway]).not.toContain((await resolve(described('Meridian')))[0]);
});
