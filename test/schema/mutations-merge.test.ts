import { beforeEach, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { projection } from '../ingest/projection.ts';
import { assertClaims, organization, problemsOf, produces, serveArticle, written } from './mutations.ts';

/** Making two entities one, and taking them apart. */
const { graph, steppe, editor } = await serveArticle();

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly names: readonly { readonly text: string }[];
  readonly identifiers: readonly { readonly value: string }[];
  readonly facts: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string; readonly sourceCount: number }[];
  };
  readonly claims: { readonly totalCount: number };
}
const shown = `id name names { text } identifiers { value } claims { totalCount }
  facts { totalCount nodes { id sourceCount } }`;

interface Merged {
  readonly changeNumber: number | null;
  readonly mergedId: string;
  readonly entity: Shown;
}
const MERGE = `mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber mergedId entity { ${shown} } } }`;
const UNMERGE = `mutation ($input: UnmergeEntitiesInput!) { unmergeEntities(input: $input) { changeNumber entity { ${shown} } } }`;

const merge = (from: string, into: string) => written<Merged>(steppe, editor, MERGE, { from, into });
const unmerge = (id: string) => written<Omit<Merged, 'mergedId'>>(steppe, editor, UNMERGE, { id });
const say = (title: string, ...claims: object[]) =>
  assertClaims(steppe, editor, { title }, ...(claims as Record<string, unknown>[]));
/** The claims about an entity, as its list has them. */
const claimIdsOf = async (id: string): Promise<string[]> => {
  const { node } = await steppe.data<{ node: { claims: { nodes: { id: string }[] } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Organization { claims { nodes { id } } } } }',
    { id },
  );
  return node.claims.nodes.map((claim) => claim.id);
};
const relation = (subject: string, predicate: string, object: string, more: object = {}) => ({
  subject: { id: subject },
  predicate,
  object: { id: object },
  ...more,
});
const nodes = async <Node = Shown>(ids: readonly string[], fields = shown): Promise<Node[]> =>
  (
    await steppe.data<{ nodes: Node[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity { ${fields} } } }`,
      { ids },
    )
  ).nodes;
const standingFor = async (...ids: string[]) => (await nodes<{ id: string }>(ids, 'id')).map(({ id }) => id);

/** Entities of a test's own, `org_a7` and the like, each with a name and an identifier. */
let trial = 0;
let a: string;
let b: string;
let c: string;
beforeEach(async () => {
  trial += 1;
  [a, b, c] = [`org_a${trial}`, `org_b${trial}`, `org_c${trial}`];
  const firms = [a, b, c].map((id) =>
    entity(id, {
      names: [{ text: `Firm ${id.slice(4)}`, language: 'en' }],
      identifiers: [{ scheme: 'lei', value: id.toUpperCase() }],
    }),
  );
  await loadFile(graph, claimsFile(...firms));
});

test('Of two entities made one both ids name the one, and it has the names, identifiers, claims and facts of both.', async () => {
  await say('Buses', produces({ id: a }, '10'), produces({ id: b }, '20', { period: '2030' }));
  const merged = await merge(b, a);
  expect(merged).toMatchObject({
    changeNumber: expect.any(Number),
    mergedId: b,
    entity: {
      id: a,
      name: `Firm a${trial}`,
      names: [{ text: `Firm a${trial}` }, { text: `Firm b${trial}` }],
      identifiers: [{ value: a.toUpperCase() }, { value: b.toUpperCase() }],
      claims: { totalCount: 2 },
      facts: { totalCount: 2 },
    },
  });
  expect(await nodes([b, a])).toEqual([merged.entity, merged.entity]);
  const found = await steppe.data(
    'query ($name: EntityBy!, $identifier: EntityBy!) { byName: entity(by: $name) { id } byIdentifier: entity(by: $identifier) { id } }',
    {
      name: { name: `Firm b${trial}` },
      identifier: { identifier: { scheme: 'lei', value: b.toUpperCase() } },
    },
  );
  expect(found).toEqual({ byName: { id: a }, byIdentifier: { id: a } });
  const lists = await steppe.data(
    'query ($id: ID!) { claims(where: {subject: $id}) { totalCount } facts(where: {subject: $id}) { totalCount } }',
    { id: b },
  );
  expect(lists).toEqual({ claims: { totalCount: 2 }, facts: { totalCount: 2 } });
  const before = await projection(graph);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(before);
});

test('What two sources say, each of one of the two, is one fact of two sources; taken apart, it is two again.', async () => {
  const first = await say('One', produces({ id: a }, '10', { period: '2031' }));
  const second = await say('Other', produces({ id: b }, '10', { period: '2031' }));
  const { entity: one } = await merge(b, a);
  expect(one.facts).toEqual({ totalCount: 1, nodes: [{ id: first.factIds[0], sourceCount: 2 }] });
  // Whoever kept the id of the second fact finds the one that it became.
  const kept = await steppe.data('query ($id: ID!) { node(id: $id) { id } }', { id: second.factIds[0] });
  expect(kept).toEqual({ node: { id: first.factIds[0] } });
  const { entity: other } = await unmerge(b);
  expect(other.facts.nodes).toEqual([{ id: second.factIds[0], sourceCount: 1 }]);
  expect((await nodes([a]))[0]?.facts.nodes).toEqual([{ id: first.factIds[0], sourceCount: 1 }]);
});

test('That the two are partners is no fact once they are one, and stays as a claim.', async () => {
  const { claimIds, factIds } = await say('Partners', relation(a, 'PARTNERS_WITH', b));
  const { entity: one } = await merge(a, b);
  expect(one.facts.totalCount).toBe(0);
  const ids = one.claims.totalCount;
  expect(await claimIdsOf(b)).toHaveLength(ids);
  expect(new Set(await claimIdsOf(b)).size).toBe(ids);
  const CLAIM =
    'query ($id: ID!) { node(id: $id) { ... on Claim { subject { id } object { id } retractedAt fact { id } } } }';
  expect(await steppe.data(CLAIM, { id: claimIds[0] })).toEqual({
    node: { subject: { id: b }, object: { id: b }, retractedAt: null, fact: null },
  });
  await unmerge(a);
  expect(await steppe.data(CLAIM, { id: claimIds[0] })).toEqual({
    node: { subject: { id: a }, object: { id: b }, retractedAt: null, fact: { id: factIds[0] } },
  });
});

test('Entities are merged one into the next: every id names the last, and one taken out takes along what was merged into it.', async () => {
  await say('Chain', ...[a, b, c].map((id) => produces({ id }, '5', { period: '2032' })));
  await merge(a, b);
  expect((await merge(b, c)).entity).toMatchObject({
    id: c,
    names: [{ text: `Firm c${trial}` }, { text: `Firm a${trial}` }, { text: `Firm b${trial}` }],
    claims: { totalCount: 3 },
    facts: { totalCount: 1 },
  });
  expect(await standingFor(a, b, c)).toEqual([c, c, c]);
  expect((await unmerge(b)).entity).toMatchObject({ id: b, claims: { totalCount: 2 } });
  expect(await standingFor(a, b, c)).toEqual([b, b, c]);
  await unmerge(a);
  expect(await standingFor(a, b, c)).toEqual([a, b, c]);
});

test('An entity can be merged into one that is merged itself: the one that stands for that stands for it too.', async () => {
  await merge(a, b);
  expect((await merge(c, a)).entity.id).toBe(b);
  expect(await standingFor(a, b, c)).toEqual([b, b, b]);
  await unmerge(a);
  expect(await standingFor(a, b, c)).toEqual([a, b, a]);
});

test('Places made one contain what lay in either, however deep; taken apart, each contains its own.', async () => {
  const [here, there, town] = [`place_here${trial}`, `place_there${trial}`, `place_town${trial}`];
  await loadFile(
    graph,
    claimsFile(
      ...[here, there].map((id) => entity(id, { placeType: 'COUNTRY' })),
      entity(town),
      source('places'),
      claim(a, 'LOCATED_IN', here),
      claim(town, 'LOCATED_IN', there),
      claim(b, 'LOCATED_IN', town),
    ),
  );
  const within = async (place: string): Promise<string[]> =>
    (
      await steppe.data<{ entities: { nodes: { id: string }[] } }>(
        'query ($place: ID) { entities(within: $place) { nodes { id } } }',
        { place },
      )
    ).entities.nodes
      .map(({ id }) => id)
      .sort();
  const apart = [await within(here), await within(there)];
  await merge(there, here);
  expect(await within(here)).toEqual([a, b, town].sort());
  expect(await within(there)).toEqual([a, b, town].sort());
  expect(await nodes([b], 'within { id }')).toEqual([{ within: [{ id: town }, { id: here }] }]);
  await unmerge(there);
  expect([await within(here), await within(there)]).toEqual(apart);
});

test('Merging again is nothing, and so is taking apart again.', async () => {
  const first = await merge(b, a);
  expect(await merge(b, a)).toEqual({ ...first, changeNumber: null });
  const apart = await unmerge(b);
  expect(apart.changeNumber).toBe(Number(first.changeNumber) + 1);
  expect(await unmerge(b)).toEqual({ ...apart, changeNumber: null });
});

test('A file that is loaded again after a merge is nothing new.', async () => {
  const file = claimsFile(
    source('again', { title: 'Again' }),
    entity(a, { description: 'A firm.' }),
    entity(b, { description: 'Another firm.' }),
    claim(a, 'PARTNERS_WITH', c),
    claim(b, 'PARTNERS_WITH', c),
  );
  await loadFile(graph, file);
  const { entity: one } = await merge(b, a);
  const before = await projection(graph);
  expect(await loadFile(graph, file)).toMatchObject({ changeNumber: null, asserted: 0, news: 0 });
  expect(await projection(graph)).toEqual(before);
  expect(await nodes([b])).toEqual([one]);
});

test('What is said of a merged entity counts for the one that stands for it, and goes with it when they are taken apart.', async () => {
  const { claimIds: own } = await say('Before', produces({ id: a }, '1'));
  await merge(b, a);
  const { claimIds, claims, factIds } = await say('Meanwhile', produces({ id: b }, '2', { period: '2033' }));
  expect(claims).toMatchObject([{ subject: { id: a } }]);
  const described = organization('Better known', {
    identifiers: [{ scheme: 'lei', value: b.toUpperCase() }],
  });
  await say('Names', produces(described, '3', { period: '2034' }));
  expect((await nodes([a]))[0]).toMatchObject({ claims: { totalCount: 3 }, facts: { totalCount: 3 } });
  const { entity: apart } = await unmerge(b);
  expect(apart).toMatchObject({
    id: b,
    names: [{ text: `Firm b${trial}` }, { text: 'Better known' }],
    claims: { totalCount: 2 },
  });
  expect(await nodes([a], 'names { text } claims { nodes { id } }')).toEqual([
    { names: [{ text: `Firm a${trial}` }], claims: { nodes: [{ id: own[0] }] } },
  ]);
  // It speaks of the fact about its own entity again.
  const FACT = 'query ($id: ID!) { node(id: $id) { ... on Claim { subject { id } fact { id } } } }';
  const { node } = await steppe.data<{ node: { fact: { id: string } } }>(FACT, { id: claimIds[0] });
  expect(node).toEqual({ subject: { id: b }, fact: { id: expect.any(String) } });
  expect(node.fact.id).not.toBe(factIds[0]);
});

test('A merge that is undone leaves entities, facts, containment and claims exactly as they were.', async () => {
  const claims = () =>
    runCypher(graph, 'MATCH (c:Claim) WITH c ORDER BY c.id RETURN c {.*, knownIn: null, seenIn: null}');
  const before = [await projection(graph), await claims()];
  await merge('org_changan', 'org_allurgroup');
  await merge('place_kazakhstan', 'place_china');
  expect([await projection(graph), await claims()]).not.toEqual(before);
  await unmerge('org_changan');
  await unmerge('place_kazakhstan');
  expect([await projection(graph), await claims()]).toEqual(before);
});

test('Entities that cannot be one are refused at the input that is wrong, and nothing is written.', async () => {
  await merge(a, b);
  const before = await projection(graph);
  const refused = async (from: string, into: string) =>
    problemsOf(await steppe.ask(MERGE, { input: { from, into } }, editor));
  expect(await refused(b, 'place_china')).toEqual([
    { argument: 'input.into', message: expect.stringMatching(/kind PLACE.* kind ORGANIZATION/) },
  ]);
  expect(await refused(b, b)).toEqual([
    { argument: 'input.into', message: expect.stringContaining('into itself') },
  ]);
  expect(await refused('org_none', 'org_nobody')).toEqual([
    { argument: 'input.from', message: 'there is no entity org_none in the graph' },
    { argument: 'input.into', message: 'there is no entity org_nobody in the graph' },
  ]);
  expect(await refused(a, c)).toEqual([
    { argument: 'input.from', message: expect.stringContaining(`${a} is merged into ${b} already`) },
  ]);
  expect(await refused(b, a)).toEqual([
    { argument: 'input.into', message: expect.stringContaining(`${a} is merged into ${b} already`) },
  ]);
  const unknown = await steppe.ask(UNMERGE, { input: { id: 'org_none' } }, editor);
  expect(problemsOf(unknown)).toEqual([
    { argument: 'input.id', message: 'there is no entity org_none in the graph' },
  ]);
  expect(await projection(graph)).toEqual(before);
});

test('Only editors merge and take apart.', async () => {
  const { headers: reader } = await callerOf(graph, 'reader');
  for (const [headers, status, code] of [
    [reader, 403, 'FORBIDDEN'],
    [{}, 401, 'UNAUTHENTICATED'],
  ] as const)
    for (const [mutation, input] of [
      [MERGE, { from: a, into: b }],
      [UNMERGE, { id: a }],
    ] as const) {
      const answer = await steppe.ask(mutation, { input }, headers as Record<string, string>);
      expect(answer).toMatchObject({ status, errors: [{ extensions: { code } }] });
    }
  expect(await standingFor(a, b)).toEqual([a, b]);
});

test('An identifier of one that is merged stays its own, whoever is described by it later; a file from before is nothing new.', async () => {
  const registered = (id: string, value: string) =>
    entity(id, { identifiers: [{ scheme: 'test-register', value }] });
  const file = claimsFile(source('registers'), registered('org_m1', 'M1'), registered('org_m2', 'M2'));
  await loadFile(graph, file);
  await merge('org_m1', 'org_m2');
  const both = ['M1', 'M2'].map((value) => ({ scheme: 'test-register', value }));
  await say('Both', produces({ described: { kind: 'ORGANIZATION', identifiers: both } }, '3'));
  expect(
    await steppe.data('{ entity(by: {identifier: {scheme: "test-register", value: "M2"}}) { id } }'),
  ).toEqual({ entity: { id: 'org_m2' } });
  expect(await loadFile(graph, file)).toMatchObject({ changeNumber: null });
});

test('A merge keeps the country that an entity was described with: its name in another country means another.', async () => {
  const alfa = (country: string) => ({
    described: { kind: 'ORGANIZATION', country, names: [{ text: 'Alfa of a test', language: 'en' }] },
  });
  const { entityIds: known } = await say('Alfa', produces(alfa('KZ'), '1'));
  const inKazakhstan = known.find((id) => id.startsWith('org_')) ?? '';
  await merge(inKazakhstan, a);
  const { entityIds } = await say('Alfa', produces(alfa('CN'), '2'));
  expect(entityIds).not.toContain(inKazakhstan);
  await unmerge(inKazakhstan);
});
