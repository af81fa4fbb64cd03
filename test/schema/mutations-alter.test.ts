import { expect, test } from 'vitest';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { countNodes, runCypher } from '../database/empty-graph.ts';
import { projection } from '../ingest/projection.ts';
import { assertClaims, problemsOf, produces, serveArticle, written } from './mutations.ts';

/** Taking claims back, ranking them, and naming entities. */
const { graph, steppe, editor } = await serveArticle();

const allur = { id: 'org_allurgroup' };

interface Altered {
  readonly changeNumber: number | null;
  readonly claimIds: readonly string[];
  readonly claims: readonly {
    readonly id: string;
    readonly retractedAt: string | null;
    readonly rank: string;
  }[];
  readonly facts: readonly { readonly value: { readonly amount: string }; readonly isDisputed: boolean }[];
  readonly retractedClaimIds?: readonly string[];
  readonly rankedClaimIds?: readonly string[];
}
const shown = 'changeNumber claimIds claims { id retractedAt rank } facts { value { amount } isDisputed }';
const RETRACT = `mutation ($input: RetractClaimsInput!) { retractClaims(input: $input) { retractedClaimIds ${shown} } }`;
const RANK = `mutation ($input: SetRankInput!) { setRank(input: $input) { rankedClaimIds ${shown} } }`;
const PUT =
  'mutation ($input: PutEntityInput!) { putEntity(input: $input) { changeNumber isNew entity { id kind name description names { text language } identifiers { scheme value } } } }';

/** Two sources that disagree on one fact. */
async function disagreeing(period: string): Promise<{ sources: string[]; ids: string[] }> {
  const [a, b] = [
    await assertClaims(steppe, editor, { title: `A ${period}` }, produces(allur, '100', { period })),
    await assertClaims(steppe, editor, { title: `B ${period}` }, produces(allur, '200', { period })),
  ];
  return { sources: [a.source.id, b.source.id], ids: [...a.claimIds, ...b.claimIds] };
}

test('A claim taken back stays with its time, and its fact is what the others add up to; again, nothing is new.', async () => {
  const { sources, ids } = await disagreeing('2001');
  const input = { source: sources[0], claims: [ids[0]] };
  const first = await written<Altered>(steppe, editor, RETRACT, input);
  expect(first).toMatchObject({
    retractedClaimIds: [ids[0]],
    claims: [{ id: ids[0], retractedAt: expect.stringMatching(/Z$/) }],
    facts: [{ value: { amount: '200' }, isDisputed: false }],
  });
  const second = await written<Altered>(steppe, editor, RETRACT, input);
  expect(second).toEqual({ ...first, changeNumber: null, retractedClaimIds: [] });
  const last = await written<Altered>(steppe, editor, RETRACT, { source: sources[1], claims: [ids[1]] });
  expect(last).toMatchObject({ retractedClaimIds: [ids[1]], facts: [] });
});

test('A claim that was taken back stands again when its source says it again.', async () => {
  const claim = produces(allur, '7', { period: '2040' });
  const first = await assertClaims(steppe, editor, { title: 'Again' }, claim);
  const input = { source: first.source.id, claims: first.claimIds };
  await written<Altered>(steppe, editor, RETRACT, input);
  const again = await assertClaims(steppe, editor, { title: 'Again' }, claim);
  expect(again).toEqual({ ...first, changeNumber: Number(first.changeNumber) + 2, newEntityIds: [] });
  expect(again.facts).toHaveLength(1);
  expect((await assertClaims(steppe, editor, { title: 'Again' }, claim)).newClaimIds).toEqual([]);
});

test('Only its own source takes a claim back, and one that is not there cannot be: then none is.', async () => {
  const { sources, ids } = await disagreeing('2002');
  const answer = await steppe.ask(
    RETRACT,
    { input: { source: sources[0], claims: [ids[0], ids[1], 'claim_none'] } },
    editor,
  );
  expect(problemsOf(answer)).toEqual([
    { argument: 'input.claims[1]', message: expect.stringContaining(`is a claim of ${sources[1]}`) },
    { argument: 'input.claims[2]', message: 'there is no claim claim_none in the graph' },
  ]);
  expect(await runCypher(graph, 'MATCH (c:Claim {id: $id}) RETURN c.retractedAt', { id: ids[0] })).toEqual([
    null,
  ]);
});

test('A preferred claim is shown before others and settles the dispute; what rank it had before is kept.', async () => {
  const { ids } = await disagreeing('2003');
  const [, b] = ids;
  const input = { claims: [b], rank: 'PREFERRED' };
  const first = await written<Altered>(steppe, editor, RANK, input);
  expect(first).toMatchObject({
    rankedClaimIds: [b],
    claims: [{ id: b, rank: 'PREFERRED' }],
    facts: [{ value: { amount: '200' }, isDisputed: false }],
  });
  expect(await written<Altered>(steppe, editor, RANK, input)).toEqual({
    ...first,
    changeNumber: null,
    rankedClaimIds: [],
  });
  const demoted = await written<Altered>(steppe, editor, RANK, { claims: [b], rank: 'DEPRECATED' });
  expect(demoted.facts).toEqual([{ value: { amount: '100' }, isDisputed: false }]);
  const kept = await runCypher(
    graph,
    'MATCH (c:FormerClaim {id: $id}) RETURN {rank: c.rank, until: c.knownTo} ORDER BY c.knownIn',
    { id: b },
  );
  expect(kept).toEqual([
    { rank: 'NORMAL', until: first.changeNumber },
    { rank: 'PREFERRED', until: demoted.changeNumber },
  ]);
  const before = await projection(graph);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(before);
});

test('A claim that is not there cannot be ranked, nor can more than a thousand at once.', async () => {
  const { ids } = await disagreeing('2004');
  const rank = (claims: readonly unknown[]) =>
    steppe.ask(RANK, { input: { claims, rank: 'PREFERRED' } }, editor);
  expect(problemsOf(await rank([ids[0], 'claim_none']))).toMatchObject([{ argument: 'input.claims[1]' }]);
  expect((await rank([])).errors).toMatchObject([{ extensions: { argument: 'input.claims' } }]);
  expect((await rank(Array(1_001).fill(ids[0]))).errors).toMatchObject([{ extensions: { limit: 'claims' } }]);
  expect(await runCypher(graph, 'MATCH (c:Claim {id: $id}) RETURN c.rank', { id: ids[0] })).toEqual([
    'NORMAL',
  ]);
});

interface Put {
  readonly changeNumber: number | null;
  readonly isNew: boolean;
  readonly entity: {
    readonly id: string;
    readonly names: readonly object[];
    readonly identifiers: readonly object[];
  };
}
const put = (input: object) => written<Put>(steppe, editor, PUT, input);

test('An entity is made known under an id of choice or one from what it is known by, and found by its names.', async () => {
  const bus = await put({
    id: 'product_trolleybus',
    kind: 'PRODUCT',
    names: [
      { text: 'trolleybuses', language: 'en' },
      { text: 'троллейбусы', language: 'ru' },
    ],
    description: 'Buses on a wire.',
  });
  expect(bus).toMatchObject({
    isNew: true,
    entity: {
      id: 'product_trolleybus',
      kind: 'PRODUCT',
      name: 'trolleybuses',
      description: 'Buses on a wire.',
    },
  });
  const works = await put({
    kind: 'ORGANIZATION',
    names: [{ text: 'Works' }],
    identifiers: [{ scheme: 'lei', value: '5X' }],
  });
  expect(works.entity).toMatchObject({ id: 'org_lei_5x', identifiers: [{ scheme: 'lei', value: '5X' }] });
  const { search } = await steppe.data<{ search: { nodes: object[] } }>(
    '{ search(text: "троллейбус") { nodes { id } } }',
  );
  expect(search.nodes).toEqual([{ id: 'product_trolleybus' }]);
});

test('Of a known entity names, identifiers and a missing description are added, and nothing is taken away.', async () => {
  const before = await steppe.data<{ node: Put['entity'] }>(
    '{ node(id: "org_allurgroup") { ... on Organization { names { text language } identifiers { scheme value } } } }',
  );
  const input = {
    ...allur,
    kind: 'ORGANIZATION',
    names: [{ text: '阿鲁尔集团', language: 'zh', kind: 'TRANSLITERATION' }],
    identifiers: [{ scheme: 'lei', value: 'ALLUR' }],
  };
  const after = await put(input);
  expect(after.isNew).toBe(false);
  expect(after.entity.names).toEqual([...before.node.names, { text: '阿鲁尔集团', language: 'zh' }]);
  expect(after.entity.identifiers).toEqual([...before.node.identifiers, { scheme: 'lei', value: 'ALLUR' }]);
  expect(await put(input)).toEqual({ ...after, changeNumber: null });
});

test('A description goes to a known entity without repeating its name; the first one stays.', async () => {
  await put({ id: 'product_tram', kind: 'PRODUCT', names: [{ text: 'trams', language: 'en' }] });
  const named = await put({ id: 'product_tram', kind: 'PRODUCT', description: 'On rails.' });
  expect(named.entity).toMatchObject({
    description: 'On rails.',
    names: [{ text: 'trams', language: 'en' }],
  });
  const again = await put({ id: 'product_tram', kind: 'PRODUCT', description: 'In streets.' });
  expect(again).toMatchObject({ changeNumber: null, entity: { description: 'On rails.' } });
});

test.each<[what: string, argument: string, input: object]>([
  ['an id of another kind', 'input.id', { id: 'org_x', kind: 'PRODUCT', names: [{ text: 'x' }] }],
  ['an id that is none', 'input.id', { id: 'product_X Y', kind: 'PRODUCT', names: [{ text: 'x' }] }],
  ['a new id without a name', 'input.names', { id: 'product_none', kind: 'PRODUCT' }],
  ['nothing to know it by', 'input.names', { kind: 'PRODUCT' }],
  [
    'another’s identifier',
    'input.identifiers',
    {
      id: 'place_new',
      kind: 'PLACE',
      names: [{ text: 'New' }],
      identifiers: [{ scheme: 'iso3166-1', value: 'KZ' }],
    },
  ],
])('An entity with %s is refused at %s.', async (_what, argument, input) => {
  const nodes = await countNodes(graph);
  expect(problemsOf(await steppe.ask(PUT, { input }, editor))).toMatchObject([{ argument }]);
  expect(await countNodes(graph)).toBe(nodes);
});
