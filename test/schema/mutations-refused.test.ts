import { afterEach, expect, test } from 'vitest';
import { countNodes, runCypher } from '../database/empty-graph.ts';
import { type Answer, startSteppe } from '../database/steppe.ts';
import {
  ASSERT,
  assertClaims,
  organization,
  problemsOf,
  produces,
  type Stated,
  serveArticle,
} from './mutations.ts';

/** Every way in which an input cannot stand, and the path by which the answer names it. */
const { graph, steppe, editor } = await serveArticle();
let nodes = await countNodes(graph);
afterEach(async () => {
  expect(await countNodes(graph)).toBe(nodes);
});

const source = { title: 'Report' };
const allur = { id: 'org_allurgroup' };
const sent = (input: object): Promise<Answer> => steppe.ask(ASSERT, { input }, editor);
const good = produces(allur, '1');
const { value: _, ...withoutValue } = good;

test.each<[what: string, path: string, reason: RegExp, claim: Stated]>([
  [
    'a unit of another measure',
    'value.unit',
    /must be a rate per year/,
    produces(allur, '1', { value: { amount: 1, unit: 'kt' } }),
  ],
  [
    'a unit that is no code',
    'value.unit',
    /is not a code/,
    produces(allur, '1', { value: { amount: 1, unit: 'a b' } }),
  ],
  [
    'a range with one figure',
    'value',
    /RANGE/,
    produces(allur, '1', { value: { amount: 1, unit: '{vehicle}/a', bound: 'RANGE' } }),
  ],
  [
    'a range upside down',
    'value',
    /above/,
    produces(allur, '1', { value: { lower: 2, upper: 1, unit: '{vehicle}/a', bound: 'RANGE' } }),
  ],
  [
    'a value where there is none',
    'value',
    /takes no value/,
    {
      subject: allur,
      predicate: 'PARTNERS_WITH',
      object: { id: 'org_changan' },
      value: { amount: 1, unit: 'USD' },
    },
  ],
  ['a period that is none', 'period', /EDTF/, produces(allur, '1', { period: 'last year' })],
  ['no object', 'object', /names its object/, { subject: allur, predicate: 'OWNS' }],
  [
    'an object of an observation',
    'object',
    /has no object/,
    { ...good, predicate: 'OBSERVED', variable: 'jobs' },
  ],
  [
    'an observation of nothing',
    'variable',
    /names its variable/,
    { subject: allur, predicate: 'OBSERVED', value: { amount: 1, unit: '{job}' } },
  ],
  [
    'an observation without a value',
    'value',
    /a value or a text/,
    { subject: allur, predicate: 'OBSERVED', variable: 'jobs' },
  ],
  ['a variable of a relation', 'variable', /only OBSERVED/, produces(allur, '1', { variable: 'jobs' })],
  ['ends that do not go together', 'predicate', /does not go from/, { ...withoutValue, predicate: 'OWNS' }],
  [
    'subject and object the same',
    'object',
    /same entity/,
    { subject: allur, predicate: 'PARTNERS_WITH', object: allur },
  ],
  [
    'subject and object the same, by description',
    'object',
    /same entity/,
    { subject: allur, predicate: 'PARTNERS_WITH', object: organization('AllurGroup') },
  ],
  ['an id of no entity', 'subject.id', /is not the id of an entity/, produces({ id: 'claim_x' }, '1')],
  [
    'an entity that is not there',
    'object.id',
    /there is no entity product_none/,
    { ...good, object: { id: 'product_none' } },
  ],
  [
    'an authority that is not there',
    'attributedTo.id',
    /there is no entity org_none/,
    { ...good, attributedTo: { id: 'org_none' } },
  ],
  [
    'an entity without any name',
    'subject.described.names',
    /give a name or an identifier/,
    produces({ described: { kind: 'ORGANIZATION' } }, '1'),
  ],
  [
    'an unknown entity with an identifier alone',
    'subject.described.names',
    /a new one needs a name/,
    produces({ described: { kind: 'ORGANIZATION', identifiers: [{ scheme: 'lei', value: 'NONE' }] } }, '1'),
  ],
  ['a blank name', 'subject.described.names[0].text', /must not be empty/, produces(organization(' '), '1')],
  [
    'a name too long',
    'subject.described.names[0].text',
    /at most 500 characters, not 501/,
    produces(organization('x'.repeat(501)), '1'),
  ],
  ['a quote too long', 'quote', /at most 10000/, produces(allur, '1', { quote: 'x'.repeat(10_001) })],
  [
    'a country that is none',
    'subject.described.country',
    /ISO 3166-1/,
    produces(organization('Any', { country: 'Kazakhstan' }), '1'),
  ],
  [
    'a place type of no place',
    'subject.described.placeType',
    /only a PLACE/,
    produces(organization('Any', { placeType: 'CITY' }), '1'),
  ],
  [
    'identifiers of two entities',
    'subject.described.identifiers',
    /name several entities: place_china, place_kazakhstan/,
    {
      subject: {
        described: {
          kind: 'PLACE',
          identifiers: [
            { scheme: 'iso3166-1', value: 'KZ' },
            { scheme: 'iso3166-1', value: 'CN' },
          ],
        },
      },
      predicate: 'OBSERVED',
      variable: 'jobs',
      text: 'many',
    },
  ],
])('A claim with %s is refused at %s.', async (_what, path, reason, claim) => {
  const answer = await sent({ source, claims: [good, claim] });
  expect(answer.data).toEqual({ assertClaims: null });
  expect(problemsOf(answer)).toEqual([
    { argument: `input.claims[1].${path}`, message: expect.stringMatching(reason) },
  ]);
});

test.each<[what: string, path: string, reason: RegExp, source: object]>([
  ['nothing', '', /say which document/, {}],
  ['an id that nobody has', '.id', /there is no source source_none/, { id: 'source_none' }],
  ['an id that is none', '.id', /must be a source id/, { id: 'Report 1', title: 'Report' }],
  ['no address', '.url', /must be an address that begins with/, { url: 'somewhere' }],
  [
    'an address that is a program',
    '.url',
    /must be an address that begins with/,
    { url: 'javascript:alert(1)' },
  ],
  ['a blank title', '.title', /must not be empty/, { title: ' ' }],
  ['half of a character', '.title', /no half of a character/, { title: 'Report \ud800' }],
  ['a date that is none', '.publishedAt', /EDTF/, { title: 'Report', publishedAt: '3rd of May' }],
  [
    'a time that is none',
    '.retrievedAt',
    /must be a moment in UTC, such as/,
    { title: 'Report', retrievedAt: 'yesterday' },
  ],
  ['half a hash', '.sha256', /64 hexadecimal digits/, { title: 'Report', sha256: 'abc' }],
])('A source with %s is refused at input.source%s.', async (_what, path, reason, wrong) => {
  expect(problemsOf(await sent({ source: wrong, claims: [good] }))).toEqual([
    { argument: `input.source${path}`, message: expect.stringMatching(reason) },
  ]);
});

test('A name that means several of its kind and country is told apart, not guessed.', async () => {
  const twins = ['A', 'B'].map((value) => organization('Twin', { identifiers: [{ scheme: 'lei', value }] }));
  const first = await assertClaims(steppe, editor, source, ...twins.map((twin) => produces(twin, '1')));
  expect(first.newEntityIds).toHaveLength(3);
  const third = await assertClaims(steppe, editor, source, produces(organization('Twin'), '1'));
  expect(first.entityIds).not.toContain(third.newEntityIds[0]);
  nodes = await countNodes(graph);
});

test('Several mistakes of one call are told at once, each at its path.', async () => {
  const answer = await sent({
    source: { url: 'nowhere' },
    claims: [
      produces(allur, '1', { period: 'soon' }),
      good,
      produces(allur, '1', { value: { amount: 1, unit: 'USD' } }),
    ],
  });
  expect(problemsOf(answer).map(({ argument }) => argument)).toEqual([
    'input.source.url',
    'input.claims[0].period',
    'input.claims[2].value.unit',
  ]);
  expect(answer.errors?.[0]?.message.split('\n')).toHaveLength(3);
});

test('Of more than twenty mistakes twenty are told, and how many more there are.', async () => {
  const claims = Array.from({ length: 25 }, () => produces(allur, '1', { period: 'soon' }));
  const answer = await sent({ source, claims });
  expect(problemsOf(answer)).toHaveLength(20);
  expect(answer.errors?.[0]?.message).toMatch(/\nand 5 more$/);
});

test('A figure that is none, and a predicate that there is not, are named by path; so is what is missing.', async () => {
  const { errors } = await sent({
    source,
    claims: [good, produces(allur, '1,000'), { ...good, predicate: 'EATS' }],
  });
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('at "input.claims[1].value.amount"'),
      extensions: { code: 'BAD_USER_INPUT', argument: 'input.claims[1].value.amount' },
    },
    {
      message: expect.stringContaining('at "input.claims[2].predicate"'),
      extensions: { code: 'BAD_USER_INPUT', argument: 'input.claims[2].predicate' },
    },
  ]);
  const missing = await steppe.ask(ASSERT, {}, editor);
  expect(missing.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'input' } }]);
});

test('An entity is named in one way, not in two and not in none.', async () => {
  for (const subject of [{ ...allur, ...organization('Any') }, {}]) {
    const { errors } = await sent({ source, claims: [produces(subject, '1')] });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  }
});

test('No claim is too few and a thousand and one are too many.', async () => {
  const none = await sent({ source, claims: [] });
  expect(none.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'input.claims' } }]);
  const many = await sent({ source, claims: Array(1_001).fill(good) });
  expect(many.errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT', argument: 'input.claims', limit: 'claims', maximum: 1_000 } },
  ]);
});

test('What an operation writes counts as ten objects a claim, over all its fields, and is refused before the graph is asked.', async () => {
  const small = await startSteppe(graph, { STEPPE_MAX_COST: '30' });
  const twice =
    'mutation ($i: AssertClaimsInput!) { a: assertClaims(input: $i) { claimIds } ...More } fragment More on Mutation { b: assertClaims(input: $i) { claimIds } }';
  const { status, errors } = await small.ask(twice, { i: { source, claims: [good, good] } }, editor);
  expect(status).toBe(400);
  expect(errors).toMatchObject([
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 30, measured: 42 } },
  ]);
  const byDefault = `mutation ($i: AssertClaimsInput! = {source: {title: "Report"}, claims: [${'{subject: {id: "org_allurgroup"}, predicate: OPERATES, object: {id: "facility_none"}}'.repeat(3)}]}) { assertClaims(input: $i) { claimIds } }`;
  expect((await small.ask(byDefault, {}, editor)).errors).toMatchObject([{ extensions: { measured: 31 } }]);
  await small.close(0);
});

test('A refusal leaves no lock behind and no number used.', async () => {
  const number = () => runCypher(graph, "MATCH (g:Graph {id: 'graph'}) RETURN g.changeNumber");
  const before = await number();
  await sent({ source, claims: [produces({ id: 'org_none' }, '1')] });
  expect(await number()).toEqual(before);
});
