import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { claim, claimsFile, entity, observed, source } from '../ingest/claims-file-of.ts';
import { serveFor, unreachableGraph } from '../server/graphs.ts';
import { fetchTable, refusal, serveTables, tableText } from './served-tables.ts';

const DIGITS = '123456789012345.123456789012';

const { graph, steppe } = await serveTables({
  STEPPE_MAX_ROWS: '5',
  STEPPE_MAX_ROWS_READER: '6',
  STEPPE_MAX_ROWS_EDITOR: '7',
  STEPPE_REQUEST_TIMEOUT_MS: '60000',
});
beforeAll(() =>
  loadFile(
    graph,
    claimsFile(
      source('one', { title: 'One' }),
      entity('org_a', { names: [{ text: '=HYPERLINK("http://x")', language: 'en' }] }),
      entity('org_b', { names: [{ text: 'Бета, "b"\nzwei', language: 'de' }] }),
      entity('org_c', { names: [{ text: '-1+2', language: 'en' }] }),
      entity('place_x', { placeType: 'COUNTRY', names: [{ text: 'Икс', language: 'ru' }] }),
      entity('place_y', { placeType: 'COUNTRY' }),
      claim('org_a', 'INVESTED_IN', 'place_x', { value: { amount: DIGITS, unit: 'USD' }, period: '2024-03' }),
      claim('org_b', 'INVESTED_IN', 'place_x', { period: '2023', text: 'one\nand two' }),
      claim('org_a', 'INVESTED_IN', 'place_y', { value: { amount: '-5', unit: 'EUR' } }),
      observed('org_a', 'jobs', { value: { amount: '10', unit: '{person}' } }),
    ),
  ),
);

const INVESTORS = `{ entity(by: { id: "place_x" }) { name ... on Place {
  investors { edges { node { name } amount { amount unit } period { start } isDisputed sourceCount } } } } }`;

test('Rows are the items of the outermost list, columns what is selected of them by its path, and the same in each row what is above.', async () => {
  expect(parse(await tableText(steppe, 'csv', INVESTORS), { columns: true })).toEqual([
    {
      'entity.name': 'Икс',
      'node.name': '\'=HYPERLINK("http://x")',
      'amount.amount': DIGITS,
      'amount.unit': 'USD',
      'period.start': '2024-03-01',
      isDisputed: 'false',
      sourceCount: '1',
    },
    {
      'entity.name': 'Икс',
      'node.name': 'Бета, "b"\nzwei',
      'amount.amount': '',
      'amount.unit': '',
      'period.start': '2023-01-01',
      isDisputed: 'false',
      sourceCount: '1',
    },
  ]);
});

test('CSV is as RFC 4180 has it: a header, CR and LF, quotes where they are needed, and no cell that is a formula.', async () => {
  const text = await tableText(
    steppe,
    'csv',
    '{ facts(where: {predicates: [INVESTED_IN]}) { nodes { who: subject { called: name } value { amount } text } } }',
  );
  expect(text.split('\r\n').toSorted()).toEqual(
    [
      'called,value.amount,text',
      `"'=HYPERLINK(""http://x"")",${DIGITS},`,
      '"Бета, ""b""\nzwei",,"one\nand two"',
      // A figure is no formula.
      '"\'=HYPERLINK(""http://x"")",-5,',
      '',
    ].toSorted(),
  );
});

test('A line of NDJSON keeps types: decimals are texts with all their digits, nothing is null.', async () => {
  const response = await fetchTable(steppe, 'ndjson', { query: INVESTORS });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toEqual({
    'entity.name': 'Икс',
    'node.name': '=HYPERLINK("http://x")',
    'amount.amount': DIGITS,
    'amount.unit': 'USD',
    'period.start': '2024-03-01',
    isDisputed: false,
    sourceCount: 1,
  });
  expect(lines[1]).toMatchObject({ 'amount.amount': null, 'amount.unit': null });
});

test('A list within the rows multiplies them, and an item without any stays a row.', async () => {
  const text = await tableText(
    steppe,
    'ndjson',
    '{ organizations { nodes { id investments { nodes { id } } } } }',
  );
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line)))
      .toSorted(),
  ).toEqual([
    ['org_a', 'place_x'],
    ['org_a', 'place_y'],
    ['org_b', 'place_x'],
    ['org_c', null],
  ]);
});

test('Lists without pages make tables too.', async () => {
  const totals = await tableText(steppe, 'csv', '{ totals(groupBy: []) { unit sum } }');
  expect(totals.split('\r\n')).toEqual(expect.arrayContaining(['unit,sum', `USD,${DIGITS}`, 'EUR,-5']));
  const nodes = '{ nodes(ids: ["place_x", "org_c"]) { ... on Entity { name } ... on Place { type } } }';
  expect(await tableText(steppe, 'csv', nodes)).toBe("name,type\r\nИкс,COUNTRY\r\n'-1+2,\r\n");
});

test('`Accept` asks for a table as `?table=` does, over POST as well.', async () => {
  const post = (accept: string) =>
    fetch(steppe.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({
        query: 'query ($n: Int) { places(first: $n) { nodes { id } } }',
        variables: { n: 1 },
      }),
    });
  const table = await post('text/csv, application/json;q=0.9');
  expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(table.headers.get('content-disposition')).toBe('attachment; filename="places.csv"');
  expect(await table.text()).toBe('id\r\nplace_x\r\n');
  expect(await (await post('application/json, text/csv;q=0.5')).json()).toEqual({
    data: { places: { nodes: [{ id: 'place_x' }] } },
  });
});

test('`first` is how many items are wanted, over pages as well, and `last` and `after` hold.', async () => {
  const rows = (list: string) => tableText(steppe, 'csv', `{ ${list} { nodes { id } } }`);
  expect(await rows('organizations(first: 2)')).toBe('id\r\norg_c\r\norg_b\r\n');
  expect(await rows('organizations(first: 0)')).toBe('id\r\n');
  expect(await rows('organizations(last: 1)')).toBe('id\r\norg_a\r\n');
  const { organizations } = await steppe.data<{ organizations: { pageInfo: { endCursor: string } } }>(
    '{ organizations(first: 1) { pageInfo { endCursor } } }',
  );
  expect(await rows(`organizations(after: "${organizations.pageInfo.endCursor}")`)).toBe(
    'id\r\norg_b\r\norg_a\r\n',
  );
});

test('What is left out by a variable is no column.', async () => {
  const query = 'query ($named: Boolean!) { places { nodes { id name @include(if: $named) } } }';
  const header = async (named: boolean) =>
    (await tableText(steppe, 'csv', { query, variables: { named } })).split('\r\n')[0];
  expect([await header(true), await header(false), await header(true)]).toEqual(['id,name', 'id', 'id,name']);
});

test.each([
  ['{ about { changeNumber } }', 'NOT_A_TABLE', 'This query selects no list'],
  [
    '{ places { nodes { id } } organizations { nodes { id } } }',
    'LISTS_BESIDE_EACH_OTHER',
    '`places.nodes` and `organizations.nodes` are lists beside each other',
  ],
  [
    '{ organizations { nodes { investments { nodes { id } } names { text } } } }',
    'LISTS_BESIDE_EACH_OTHER',
    '`organizations.nodes.investments.nodes` and `organizations.nodes.names` are lists beside each other',
  ],
  [
    '{ places { edges { cursor } nodes { id } } }',
    'LISTS_BESIDE_EACH_OTHER',
    '`places.edges` and `places.nodes`',
  ],
  ['{ places { nodes { id } totalCount } }', 'NOT_A_TABLE', '`places.totalCount` is of the list'],
  ['{ places { pageInfo { endCursor } } }', 'NOT_A_TABLE', '`places` has no rows: select `nodes` or `edges`'],
  [
    '{ facts { nodes { subject { x: id } object { x: id } } } }',
    'NOT_A_TABLE',
    'Two columns would be called “x”',
  ],
  ['{ totals(groupBy: [], first: 100) { nothing } }', 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field'],
  ['{ places @defer { nodes { id } } }', 'INCREMENTAL_DELIVERY_OFF', 'this server sends each answer whole'],
  ['{ places(before: "x") { nodes { id } } }', 'NOT_A_TABLE', '`before` takes a number of rows with it'],
  ['{ facts(after: "x") { nodes { id } } }', 'BAD_USER_INPUT', 'after: '],
  [
    'query ($n: Int!) { places(first: $n) { nodes { id } } }',
    'BAD_USER_INPUT',
    'Variable "$n" of required type',
  ],
])('%s is refused (%s): %s', async (query, code, message) => {
  const { status, type, errors } = await refusal(steppe, query);
  expect(status).toBe(400);
  expect(type).toBe('application/graphql-response+json; charset=utf-8');
  expect(errors[0]?.message).toContain(message);
  expect(errors[0]?.extensions.code).toBe(code);
});

test('A format that there is not, and a change that is no number, are refused; a mutation is never a table.', async () => {
  const xlsx = await refusal(steppe, '{ places { nodes { id } } }', 'xlsx');
  expect(xlsx).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'BAD_REQUEST', parameter: 'table' } }],
  });
  const asked = { query: '{ places { nodes { id } } }', parameters: { change: 'yesterday' } };
  expect(await refusal(steppe, asked)).toMatchObject({
    status: 400,
    errors: [{ extensions: { parameter: 'change' } }],
  });
  const { headers } = await callerOf(graph, 'editor');
  const response = await fetch(`${steppe.endpoint}?table=csv`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: 'mutation { retractClaims(input: {claimIds: []}) { claimIds } }' }),
  });
  expect(response.status).toBe(400);
});

test('What is not there is no empty table.', async () => {
  const query = '{ entity(by: { id: "place_nowhere" }) { names { text } } }';
  expect(await refusal(steppe, query)).toMatchObject({
    status: 404,
    errors: [{ message: expect.stringContaining('There is no `entity.names`') }],
  });
});

test('How many rows there may be depends on who asks.', async () => {
  const query = '{ entities { nodes { id names { text } } } }';
  await loadFile(graph, claimsFile(source('more'), entity('place_z', { placeType: 'CITY' })));
  expect(await refusal(steppe, query)).toMatchObject({
    status: 400,
    errors: [
      {
        message: expect.stringContaining('more than 5 rows'),
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'rows', maximum: 5 },
      },
    ],
  });
  const { headers } = await callerOf(graph, 'reader');
  expect((await tableText(steppe, 'csv', { query, headers })).split('\r\n')).toHaveLength(8);
  await loadFile(graph, claimsFile(source('most'), entity('place_zz', { placeType: 'CITY' })));
  const editor = await callerOf(graph, 'editor');
  expect((await tableText(steppe, 'csv', { query, headers: editor.headers })).split('\r\n')).toHaveLength(9);
  expect(
    (await tableText(steppe, 'csv', '{ entities(first: 5) { nodes { id } } }')).split('\r\n'),
  ).toHaveLength(7);
});

test('A database that does not answer is told, and nothing of its inside.', async () => {
  const cut = await serveFor(await unreachableGraph());
  expect(await refusal(cut, '{ places { nodes { id } } }')).toMatchObject({
    status: 503,
    errors: [
      {
        message: expect.stringMatching(/^The database does not answer/),
        extensions: { code: 'DATABASE_UNAVAILABLE' },
      },
    ],
  });
});
