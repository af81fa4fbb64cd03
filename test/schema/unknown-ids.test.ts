import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { type Answer, type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { refusal, tableText } from '../export/served-tables.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
let steppe: Steppe;

beforeAll(async () => {
  await loadFile(
    graph,
    claimsFile(
      ...['org_a', 'org_b', 'org_alone', 'org_double', 'place_x', 'place_empty'].map((id) => entity(id)),
      source('one'),
      claim('org_a', 'LOCATED_IN', 'place_x'),
      claim('org_b', 'LOCATED_IN', 'place_x'),
      claim('org_a', 'PARTNERS_WITH', 'org_b'),
    ),
  );
  await loadFile(
    graph,
    claimsFile(entity('org_double'), entity('org_alone'), {
      type: 'merge',
      entity: 'org_double',
      into: 'org_alone',
    }),
  );
  await loadFile(graph, claimsFile(entity('org_late')));
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
}, 60_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface Notice {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

const ask = async (query: string, headers: Record<string, string> = {}) => {
  const answer: Answer = await steppe.ask(query, {}, headers);
  expect(answer.errors).toBeUndefined();
  return { ...answer, ...(answer.extensions as { notices?: readonly Notice[] } | undefined) };
};

const others = {
  entity: '`search` finds entities by their names.',
  fact: '`facts` lists facts with their ids.',
  source: '`sources` lists sources with their ids.',
};

const told = (
  path: readonly string[],
  id: string,
  known = 'is known',
  sort: keyof typeof others = 'entity',
): Notice => ({
  path,
  code: known === 'is known' ? 'UNKNOWN_ID' : 'UNKNOWN_THEN',
  message: `No ${sort} with the id "${id}" ${known}, so nothing is found by it. ${others[sort]}`,
});

test.each([
  'facts(where: {subject: "ID"}) { nodes { id } }',
  'facts(where: {object: "ID"}) { totalCount }',
  'facts(where: {subject: "org_a", object: "ID"}) { nodes { id } totalCount }',
  'facts(where: {within: "ID"}) { nodes { id } }',
  'facts(where: {subjectWithin: "ID"}) { totals { sum } }',
  'facts(where: {objectWithin: "ID"}) { nodes { id } }',
  'totals(where: {subject: "ID"}, groupBy: []) { sum }',
  'claims(where: {subject: "ID"}) { nodes { id } }',
  'claims(where: {object: "ID"}) { totalCount }',
  'claims(where: {attributedTo: "ID"}) { nodes { id } }',
  'entities(within: "ID") { nodes { id } totalCount }',
  'organizations(within: "ID") { nodes { id } }',
  'search(text: "org_a", within: "ID") { nodes { id } }',
])('What an unknown id leaves empty says so, once: %s', async (field) => {
  const query = (id: string) => `{ list: ${field.replace('ID', id)} }`;
  expect((await ask(query('org_nobody'))).notices).toEqual([told(['list'], 'org_nobody')]);
  // Of an entity that there is, merged or not, nothing is to be told.
  for (const id of ['place_empty', 'org_alone', 'org_double'])
    expect((await ask(query(id))).notices, id).toBeUndefined();
});

test.each(['source', 'fact'] as const)(
  'An unknown %s that claims are asked by is told too.',
  async (sort) => {
    const claims = (where: string) => ask(`{ claims(where: {${where}}) { nodes { id } totalCount } }`);
    expect((await claims(`${sort}: "nobodys"`)).notices).toEqual([
      told(['claims'], 'nobodys', 'is known', sort),
    ]);
    const { data } = await ask('{ claims(first: 1) { nodes { source { id } fact { id } } } }');
    const [known] = (data as { claims: { nodes: Record<string, { id: string }>[] } }).claims.nodes;
    expect((await claims(`${sort}: "${known?.[sort]?.id}", subject: "org_alone"`)).notices).toBeUndefined();
  },
);

test('Claims are found by the id that their fact had before its ends were merged, and none is unknown.', async () => {
  await loadFile(
    graph,
    claimsFile(entity('org_m'), entity('org_n'), source('one'), claim('org_m', 'PARTNERS_WITH', 'org_b')),
  );
  const factOf = async (subject: string): Promise<string | undefined> => {
    const { data } = await ask(`{ facts(where: {subject: "${subject}"}) { nodes { id } } }`);
    return (data as { facts: { nodes: { id: string }[] } }).facts.nodes[0]?.id;
  };
  const before = await factOf('org_m');
  await loadFile(graph, claimsFile(entity('org_n'), { type: 'merge', entity: 'org_m', into: 'org_n' }));
  const now = await factOf('org_n');
  expect(now).not.toBe(before);
  for (const where of [`fact: "${before}"`, `fact: "${before}", subject: "org_m"`]) {
    const found = await ask(`{ claims(where: {${where}}) { nodes { fact { id } } totalCount } }`);
    expect(found.data).toEqual({ claims: { nodes: [{ fact: { id: now } }], totalCount: 1 } });
    expect(found.notices).toBeUndefined();
  }
});

test('It is told again when the query is asked again and again, also by its plan.', async () => {
  const query = '{ facts(where: {subject: "org_nobody"}) { nodes { id } } }';
  for (let i = 0; i < 5; i += 1) expect((await ask(query)).notices).toEqual([told(['facts'], 'org_nobody')]);
});

test('Below many parents it is told once, at the field’s names alone.', async () => {
  const { notices } = await ask(
    '{ organizations { nodes { with: partners(where: {within: "place_nowhere"}) { nodes { id } } } } }',
  );
  expect(notices).toEqual([told(['organizations', 'nodes', 'with'], 'place_nowhere')]);
});

test('Several unknown ids are told one by one.', async () => {
  const { notices } = await ask(
    '{ claims(where: {subject: "org_nobody", object: "org_none"}) { nodes { id } } }',
  );
  expect(notices).toEqual([told(['claims'], 'org_nobody'), told(['claims'], 'org_none')]);
});

test('Of the past, it is whether the entity was known then.', async () => {
  const field = 'facts(where: {subject: "org_late"}) { nodes { id } }';
  const { notices } = await ask(`{ now: ${field} asOf(change: 1) { then: ${field} } }`);
  expect(notices).toEqual([told(['asOf', 'then'], 'org_late', 'was known then')]);
});

test('A list that is not empty takes no statement more; an empty one takes one.', async () => {
  const statements = async (id: string): Promise<readonly string[]> => {
    const query = `{ facts(where: {subject: "${id}"}) { nodes { id } } }`;
    const { extensions } = await ask(query, { 'steppe-include': 'statements' });
    return (extensions?.statements ?? []).map(({ name }) => name);
  };
  const found = await statements('org_a');
  expect(found).toHaveLength(1);
  expect(await statements('org_nobody')).toEqual([...found, 'entities-by-id']);
  expect(await statements('org_alone')).toEqual([...found, 'entities-by-id']);
});

test('A table has no place to tell it and is refused; what was not known yet at an earlier time is an empty table.', async () => {
  const nobodys = '{ facts(where: {subject: "org_nobody"}) { nodes { id } } }';
  expect(await refusal(steppe, nobodys)).toMatchObject({
    status: 422,
    errors: [
      {
        message: expect.stringMatching(
          /^No entity with the id "org_nobody".* A table has no place to say so; JSON has\.$/,
        ),
        extensions: { code: 'UNKNOWN_ID' },
      },
    ],
  });
  const late = 'facts(where: {subject: "org_late"}) { nodes { id } }';
  const parameters = { change: '1' };
  expect(await tableText(steppe, 'csv', { query: `{ ${late} }`, parameters })).toBe('id\r\n');
  for (const query of [`{ ${late} }`, `{ asOf(change: 1) { ${late} } }`])
    expect(await tableText(steppe, 'csv', { query })).toBe('id\r\n');
});
