import { beforeEach, expect, test } from 'vitest';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { callerOf } from '../auth/callers.ts';
import { countNodes, runCypher } from '../database/empty-graph.ts';
import { projection, storedFacts } from '../ingest/projection.ts';
import {
  ASSERT,
  type Asserted,
  assertClaims,
  organization,
  problemsOf,
  produces,
  serveArticle,
  written,
} from './mutations.ts';

const { graph, steppe, editor } = await serveArticle();
let trial = 0;
let source: { title: string };
beforeEach(() => {
  trial += 1;
  source = { title: `Report ${trial}` };
});

const allur = { id: 'org_allurgroup' };
const changeNumber = async (): Promise<number> =>
  (await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }')).about.changeNumber;

test('A claim with a source and entities by description is there at once, with its fact, and says who is new.', async () => {
  const before = await changeNumber();
  const asserted = await assertClaims(
    steppe,
    editor,
    { ...source, publisher: 'AllurGroup', publishedAt: '2023-05' },
    produces(organization('Steppe Buses'), '500', {
      value: { amount: 500, unit: '{vehicle}/a', bound: 'AT_LEAST' },
      period: '2023',
      locator: 'p. 12',
      quote: 'at least 500 buses',
      attributedTo: allur,
    }),
  );
  expect(asserted).toMatchObject({
    changeNumber: before + 1,
    newClaimIds: asserted.claimIds,
    source: { id: expect.stringMatching(/^source_[0-9a-f]{24}$/), title: source.title },
    claims: [
      {
        id: asserted.claimIds[0],
        subject: { name: 'Steppe Buses' },
        value: { amount: '500', unit: '{vehicle}/a', bound: 'AT_LEAST' },
        rank: 'NORMAL',
      },
    ],
    facts: [{ id: asserted.factIds[0], value: { amount: '500' }, sourceCount: 1 }],
  });
  expect(asserted.newEntityIds).toEqual(asserted.entityIds);
  expect(asserted.entityIds).toHaveLength(2);
  const { node } = await steppe.data<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Claim { locator quote period { edtf } attributedTo { id } source { publisher } } } }',
    { id: asserted.claimIds[0] },
  );
  expect(node).toEqual({
    locator: 'p. 12',
    quote: 'at least 500 buses',
    period: { edtf: '2023' },
    attributedTo: allur,
    source: { publisher: 'AllurGroup' },
  });
});

test('Asserting twice is asserting once: the second time nothing is new, and no change is made.', async () => {
  const claims = [
    produces(organization('Twice Motors'), '10'),
    produces(organization('Twice Motors'), '20', { period: '2024' }),
  ];
  const first = await assertClaims(steppe, editor, source, ...claims);
  const [nodes, number] = [await countNodes(graph), await changeNumber()];
  const second = await assertClaims(steppe, editor, source, ...claims);
  expect(second).toEqual({ ...first, changeNumber: null, newClaimIds: [], newEntityIds: [] });
  expect(await countNodes(graph)).toBe(nodes);
  expect(await changeNumber()).toBe(number);
});

test('Of a call that says known things and new ones, the new ones are named.', async () => {
  const known = produces(allur, '11');
  const first = await assertClaims(steppe, editor, source, known);
  const second = await assertClaims(steppe, editor, source, known, produces(allur, '12', { period: '2030' }));
  expect(second.claimIds).toHaveLength(2);
  expect(second.claimIds[0]).toBe(first.claimIds[0]);
  expect(second.newClaimIds).toEqual([second.claimIds[1]]);
});

test('The same claim twice in one call is one claim.', async () => {
  const { claimIds, newClaimIds, factIds } = await assertClaims(
    steppe,
    editor,
    source,
    produces(allur, '13', { period: '2031' }),
    produces(allur, '13.0', { period: '2031' }),
  );
  expect(claimIds[0]).toBe(claimIds[1]);
  expect([newClaimIds.length, factIds.length]).toEqual([1, 1]);
});

test('Whoever is described by a known identifier, or by a known name in another script and form, is known.', async () => {
  const [china, group] = [
    { described: { kind: 'PLACE', identifiers: [{ scheme: 'iso3166-1', value: 'CN' }] } },
    organization('ТОО «AllurGroup»'),
  ];
  const asserted = await assertClaims(steppe, editor, source, {
    subject: china,
    predicate: 'OWNS',
    object: group,
  });
  expect(asserted.entityIds).toEqual(['place_china', 'org_allurgroup']);
  expect(asserted.newEntityIds).toEqual([]);
});

test('A source that is there is named by its id alone; a new one may choose its id.', async () => {
  const id = 'source_chosen';
  const first = await assertClaims(
    steppe,
    editor,
    { id, ...source },
    produces(allur, '14', { period: '2032' }),
  );
  const second = await assertClaims(steppe, editor, { id }, produces(allur, '15', { period: '2033' }));
  expect([first.source, second.source]).toEqual([
    { id, title: source.title },
    { id, title: source.title },
  ]);
  expect(second.facts[0]?.sourceCount).toBe(1);
});

test('An observation has a variable and no object, and claims with one fact key make one fact.', async () => {
  const jobs = (amount: string, period: string) => ({
    subject: allur,
    predicate: 'OBSERVED',
    variable: `jobs ${trial}`,
    value: { amount, unit: '{job}' },
    period,
    factKey: 'jobs',
  });
  const { factIds, claimIds } = await assertClaims(
    steppe,
    editor,
    source,
    jobs('100', '2021'),
    jobs('120', '2022'),
  );
  expect([claimIds.length, factIds.length]).toEqual([2, 1]);
});

test('All of a call is written or nothing: one claim about nobody, and neither source, entity nor claim is there.', async () => {
  const [nodes, before, number] = [await countNodes(graph), await projection(graph), await changeNumber()];
  const answer = await steppe.ask(
    ASSERT,
    {
      input: {
        source,
        claims: [produces(organization('Nothing Motors'), '1'), produces({ id: 'org_nobody' }, '2')],
      },
    },
    editor,
  );
  expect(answer.data).toEqual({ assertClaims: null });
  expect(problemsOf(answer)).toEqual([
    { argument: 'input.claims[1].subject.id', message: 'there is no entity org_nobody in the graph' },
  ]);
  expect(await countNodes(graph)).toBe(nodes);
  expect(await projection(graph)).toEqual(before);
  expect(await changeNumber()).toBe(number);
});

test('A second field of one request sees what the first has written.', async () => {
  const first = { source, claims: [produces(allur, '16', { period: '2034' })] };
  const second = {
    source: { title: `Other ${source.title}` },
    claims: [produces(allur, '17', { period: '2034' })],
  };
  const fields = 'facts { value { amount } sourceCount isDisputed }';
  const { data, errors } = await steppe.ask(
    `mutation ($a: AssertClaimsInput!, $b: AssertClaimsInput!) {
       a: assertClaims(input: $a) { ${fields} }
       b: assertClaims(input: $b) { ${fields} }
     }`,
    { a: first, b: second },
    editor,
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    a: { facts: [{ sourceCount: 1, isDisputed: false }] },
    b: { facts: [{ sourceCount: 2, isDisputed: true }] },
  });
});

test('Of many claims the payload has all ids, and as many claims as asked for.', async () => {
  const claims = Array.from({ length: 30 }, (_, i) =>
    produces(allur, String(i + 1), { period: `19${i + 10}` }),
  );
  const input = { source, claims };
  const mutation = (first: string) =>
    `mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { claimIds claims${first} { id } } }`;
  const byDefault = await written<Asserted>(steppe, editor, mutation(''), input);
  expect([byDefault.claimIds.length, byDefault.claims.length]).toEqual([30, 20]);
  const all = await written<Asserted>(steppe, editor, mutation('(first: 30)'), input);
  expect(all.claims.map(({ id }) => id)).toEqual(byDefault.claimIds);
  const { errors } = await steppe.ask(mutation('(first: 101)'), { input }, editor);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'first', maximum: 100 } }]);
});

test.each([
  ['claims(first: 101) { id }', 'first'],
  ['facts(first: $many) { id }', 'first'],
  ['...Asked', 'last'],
  ['entities { facts(first: 1, after: "no cursor") { totalCount } }', 'after'],
])(
  'A payload that cannot be answered is refused before anything is written: %s',
  async (selection, argument) => {
    const input = { source, claims: [produces(allur, '77', { period: '1877' })] };
    const fragment = 'fragment Asked on AssertClaimsPayload { entities { facts(last: -1) { totalCount } } }';
    const { data, errors } = await steppe.ask(
      `mutation ($input: AssertClaimsInput!${selection.includes('$many') ? ', $many: Int' : ''}) {
       assertClaims(input: $input) {
         claimIds
         ${selection}
       }
     } ${selection === '...Asked' ? fragment : ''}`,
      { input, many: -5 },
      editor,
    );
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([
      { locations: [expect.anything()], extensions: { code: 'BAD_USER_INPUT', argument } },
    ]);
    const { claims } = await steppe.data<{ claims: object }>(
      '{ claims(where: {predicates: [PRODUCES]}, last: 100) { nodes { period { edtf } } } }',
    );
    expect(JSON.stringify(claims)).not.toContain('1877');
  },
);

test('A thousand full claims go in one call within the limits that are set, and a rebuild finds nothing to mend.', async () => {
  const claims = Array.from({ length: 1_000 }, (_, i) =>
    produces(
      organization(`Works ${i % 100}`, { identifiers: [{ scheme: 'test', value: String(i % 100) }] }),
      `${i + 1}`,
      {
        period: String(1900 + Math.floor(i / 100)),
        locator: `row ${i + 1}`,
        quote: 'Мощность завода составляет столько-то автобусов в год. '.repeat(4),
      },
    ),
  );
  const body = JSON.stringify({ source, claims });
  expect(Buffer.byteLength(body)).toBeGreaterThan(600_000);
  const { newClaimIds, newEntityIds, factIds } = await assertClaims(steppe, editor, source, ...claims);
  expect([newClaimIds.length, factIds.length]).toEqual([1_000, 1_000]);
  expect(newEntityIds.filter((id) => id.startsWith('org_test_'))).toHaveLength(100);
  const before = await projection(graph);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(before);
});

test('A name as long as is taken, in a script whose letters have long readings, can be kept and found.', async () => {
  const name = '长'.repeat(500);
  const { entityIds } = await assertClaims(steppe, editor, source, produces(organization(name), '1'));
  const found = await steppe.data<{ entity: { id: string } }>(
    'query ($name: String!) { entity(by: {name: $name}) { id } }',
    { name },
  );
  expect(found.entity.id).toBe(entityIds.find((id) => id.startsWith('org_')));
});

test('A place put into a country counts as within it.', async () => {
  const town = {
    described: { kind: 'PLACE', placeType: 'CITY', names: [{ text: 'Rudny', language: 'en' }] },
  };
  const country = { described: { kind: 'PLACE', identifiers: [{ scheme: 'iso3166-1', value: 'KZ' }] } };
  const { entityIds } = await assertClaims(steppe, editor, source, {
    subject: town,
    predicate: 'LOCATED_IN',
    object: country,
  });
  const { node } = await steppe.data<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Place { within { id } } } }',
    { id: entityIds[0] },
  );
  expect(node).toEqual({ within: [{ id: 'place_kazakhstan' }] });
  expect(await storedFacts(graph, entityIds[0] ?? '', 'place_kazakhstan')).toHaveLength(1);
});

test('What a change was, and by whose token, is kept with its number.', async () => {
  const { id, headers } = await callerOf(graph, 'editor', { name: 'Archive' });
  const { changeNumber: number, claimIds } = await assertClaims(
    steppe,
    headers,
    source,
    produces(allur, '18', { period: '2035' }),
  );
  const changes = await runCypher(graph, 'MATCH (c:Change {number: $number}) RETURN properties(c)', {
    number,
  });
  expect(changes).toMatchObject([
    {
      number,
      assertedIds: claimIds,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      tokenId: id,
      tokenName: 'Archive',
    },
  ]);
});
