import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  // Statements about all predicates and another time take long to plan.
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const FACT = 'id predicate subject { id } object { id } value { amount unit } period { edtf } sourceCount';

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string; readonly predicate: string }[];
}

/** The one list that a query asks for, and which statements found it. */
async function listOf(query: string): Promise<{ list: Listed; statements: string[] }> {
  const { data, errors, extensions } = await steppe.ask<Record<string, Listed | { facts: Listed }>>(
    query,
    {},
    { 'steppe-include': 'statements' },
  );
  expect(errors).toBeUndefined();
  const [found] = Object.values(data ?? {});
  const list = found && 'facts' in found ? found.facts : found;
  if (!list) throw new Error(`no list in ${JSON.stringify(data)}`);
  return { list, statements: (extensions?.statements ?? []).map(({ name }) => name) };
}

const orders = ['by: RECENT', 'by: RECENT, direction: ASC', 'by: VALUE, unit: "USD"'];
const everywhere = 'first: 100';

test.each(
  ['INVESTED_IN', 'PRODUCES', 'LOCATED_IN', 'PARTNERS_WITH', 'OBSERVED'].flatMap((predicate) =>
    orders.map((order) => [predicate, order] as const),
  ),
)(
  'Facts that are %s, %s, are those of all facts, in their order, and come by a statement of their own.',
  async (predicate, order) => {
    const ask = (where: string) =>
      listOf(`{ facts(${everywhere}, ${where} orderBy: {${order}}) { totalCount nodes { ${FACT} } } }`);
    const { list: all } = await ask('');
    const { list, statements } = await ask(`where: {predicates: [${predicate}]},`);
    const expected = all.nodes.filter((fact) => fact.predicate === predicate);
    expect(expected.length).toBeGreaterThan(0);
    expect(list).toEqual({ totalCount: expected.length, nodes: expected });
    const [page] = statements.filter((name) => name.startsWith('fact-page'));
    expect(page).toContain(`(all ${predicate} OUT, `);
  },
);

test.each([
  ['OUT', 'INVESTED_IN', 'INVESTED_IN OUT'],
  ['IN', 'INVESTED_IN', 'INVESTED_IN IN'],
  ['BOTH', 'INVESTED_IN', 'INVESTED_IN BOTH'],
  ['BOTH', 'PARTNERS_WITH', 'PARTNERS_WITH'],
  ['IN', 'PARTNERS_WITH', 'PARTNERS_WITH'],
  ['OUT', 'OBSERVED', 'observations'],
])(
  'An entity’s facts that lead %s and are %s come by the statement %s, with their claims.',
  async (direction, predicate, name) => {
    for (const id of ['org_allurgroup', 'project_kostanay_car_plant']) {
      const ask = (predicates: string) =>
        listOf(`{ entity(by: {id: "${id}"}) { facts(${everywhere}, direction: ${direction}, ${predicates}) {
        totalCount nodes { ${FACT} claims { nodes { id source { id } } } } } } }`);
      const { list: all } = await ask('');
      const { list, statements } = await ask(`predicates: [${predicate}]`);
      const expected = all.nodes.filter((fact) => fact.predicate === predicate);
      expect(list).toEqual({ totalCount: expected.length, nodes: expected });
      expect(statements.filter((statement) => statement.startsWith('fact-page'))).toEqual([
        `fact-page (${name}, recent DESC with claims)`,
      ]);
      expect(statements.filter((statement) => statement.startsWith('claim'))).toEqual([]);
    }
  },
);

test('Of an entity at one end, and as of another time, it is the same.', { timeout: 120_000 }, async () => {
  const questions = [
    'facts(where: {subject: "org_allurgroup" PREDICATES}, first: 100)',
    'facts(where: {object: "place_kazakhstan" PREDICATES}, first: 100)',
    'facts(where: {within: "place_kazakhstan" PREDICATES}, first: 100)',
    'facts(where: {subjectWithin: "place_kazakhstan" PREDICATES}, first: 100)',
    'facts(where: {minSources: 1 PREDICATES}, last: 100)',
  ];
  for (const question of questions)
    for (const time of [null, 'asOf(change: 1)']) {
      const ask = (predicates: string) => {
        const asked = `${question.replace(' PREDICATES', predicates)} { totalCount nodes { ${FACT} } }`;
        return listOf(`{ ${time ? `${time} { ${asked} }` : asked} }`);
      };
      const { list: all } = await ask('');
      for (const predicate of ['INVESTED_IN', 'PARTNERS_WITH']) {
        const { list } = await ask(`, predicates: [${predicate}]`);
        const expected = all.nodes.filter((fact) => fact.predicate === predicate);
        expect({ question, time, predicate, list }).toEqual({
          question,
          time,
          predicate,
          list: { totalCount: expected.length, nodes: expected },
        });
      }
    }
});

test('What facts of one predicate add up to is what those of all do, grouped by predicate.', async () => {
  const totals = async (where: string, groupBy: string) =>
    (
      await steppe.data<{
        totals: { keys: { value: string }[]; unit: string; sum: string; count: number }[];
      }>(`{ totals(where: ${where}, groupBy: ${groupBy}, first: 1000) { keys { value } unit sum count } }`)
    ).totals;
  for (const within of ['', 'subjectWithin: "place_kazakhstan"']) {
    const all = await totals(`{${within}}`, '[PREDICATE]');
    expect(all.length).toBeGreaterThan(0);
    for (const predicate of new Set(all.map(({ keys }) => keys[0]?.value ?? '')))
      expect(await totals(`{predicates: [${predicate}] ${within}}`, '[PREDICATE]')).toEqual(
        all.filter(({ keys }) => keys[0]?.value === predicate),
      );
  }
});
