import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

/** Questions about facts that cannot be answered, and what is said of them. */
const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

test.each([
  [
    '{ facts(orderBy: {by: VALUE}) { nodes { id } } }',
    'orderBy.unit',
    'name it, for example {by: VALUE, unit: "USD"}',
  ],
  [
    '{ facts(orderBy: {by: RECENT, unit: "USD"}) { nodes { id } } }',
    'orderBy.unit',
    'goes with `by: VALUE` only',
  ],
  [
    '{ entity(by: {id: "org_changan"}) { facts(where: {subject: "org_changan"}) { nodes { id } } } }',
    'where.subject',
    'here the parent is one end',
  ],
  ['{ totals(groupBy: [], first: 1001) { sum } }', 'first', 'must be from 0 to 1000, not 1001'],
  [
    '{ facts(where: {value: {unit: " "}}) { totalCount } }',
    'where.value.unit',
    'name the unit to compare in',
  ],
  [
    '{ facts(where: {value: {unit: "USD", min: "200", max: "100"}}) { totalCount } }',
    'where.value',
    'min 200 is above max 100',
  ],
  [
    '{ facts(where: {validBetween: {from: "2024-01-02", to: "2024-01-01"}}) { totalCount } }',
    'where.validBetween',
    'no day lies between: 2024-01-02 is after 2024-01-01',
  ],
  ['{ facts(where: {minSources: -1}) { totalCount } }', 'where.minSources', 'must be 0 or more, not -1'],
  [
    '{ totals(groupBy: [PREDICATE, VARIABLE]) { key(by: YEAR) { value } } }',
    'by',
    'grouped by PREDICATE, VARIABLE, not by YEAR',
  ],
  [`{ nodes(ids: [${'"org_a",'.repeat(101)}]) { id } }`, 'ids', 'at most 100 ids, not 101'],
])('%s is refused with the argument and what to do.', async (query, argument, message) => {
  const { errors } = await steppe.ask(query);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument } });
  expect(errors?.[0]?.message).toContain(message);
});

test('A moment of a day that never was is refused, where it stands.', async () => {
  const { errors } = await steppe.ask('{ asOf(knownAt: "2026-02-30T10:00:00Z") { facts { totalCount } } }');
  expect(errors).toMatchObject([
    {
      message:
        'DateTime: give a moment with its time zone, such as "2026-11-24T13:20:05Z", not "2026-02-30T10:00:00Z"',
      locations: [{ line: 1, column: 17 }],
    },
  ]);
});

test.each([
  ['facts(where: {value: {unit: "USD", min: 1.5}})', 'Decimal: give a string such as "34.2"'],
  ['facts(where: {value: {unit: "USD", min: "1e6"}})', '"1e6" is not a decimal number'],
  ['facts(where: {validAt: "2023-02-29"})', 'Date: give a day such as "2024-12-31", not "2023-02-29"'],
  ['facts(where: {colour: "red"})', '"colour" is not defined by type "FactFilter"'],
])('%s is refused before it runs.', async (field, message) => {
  const { status, data, errors } = await steppe.ask(`{ ${field} { totalCount } }`);
  expect([status, data]).toEqual([400, undefined]);
  expect(errors?.[0]?.message).toContain(message);
  expect(errors?.[0]).toHaveProperty('locations');
});
