import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { allFacts, entityFacts, type FactList, relationList } from '../../src/graph/branches.ts';
import { exportStatements } from '../../src/graph-files/export-statements.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { everyStatement } from '../../src/loaders/all-statements.ts';
import { factPageStatement } from '../../src/loaders/fact-statements.ts';
import { idleParameters } from '../../src/loaders/warm-up.ts';
import { valueRanges, wholeRange } from '../../src/model/value-key.ts';
import { relationPredicates } from '../../src/ontology.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { type Operator, Planner } from './plans.ts';
import { investorsOfOnePlace } from './supernode.ts';

const graph = await openTestGraph();
const planner = new Planner(inject('database'));
beforeAll(async () => {
  await loadArticle(graph);
  await loadFile(graph, investorsOfOnePlace(0, 3_000));
}, 120_000);
afterAll(async () => {
  await planner.close();
  await graph.close();
});

/** One of those that differ by the predicate's name alone, or by a filtered page's direction: their plans are alike. */
const statements = [
  ...new Map(
    [...everyStatement(graph.statements), ...exportStatements(graph.statements)]
      .filter(({ name }) => !/(ASC|backward).*, filtered/.test(name))
      .map((statement) => [
        statement.text.replace(new RegExp(`\\b(${relationPredicates.join('|')})\\b`, 'g'), 'PREDICATE'),
        statement,
      ]),
  ).values(),
];
let plans = new Map<string, readonly Operator[]>();
const named = (pattern: RegExp): [string, readonly Operator[]][] => {
  const found = [...plans].filter(([name]) => pattern.test(name));
  if (found.length === 0) throw new Error(`no statement is called ${pattern}`);
  return found;
};

test('No statement scans the graph or multiplies rows.', { timeout: 300_000 }, async () => {
  plans = await planner.explainAll(statements, idleParameters);
  expect(plans.size).toBeGreaterThan(100);
  for (const [name, operators] of plans)
    expect({ name, types: operators.map(({ type }) => type) }).toEqual({
      name,
      types: expect.not.arrayContaining([
        expect.stringMatching(
          /AllNodesScan|CartesianProduct|NodeByLabelScan|RelationshipTypeScan|AllRelationshipsScan|^Eager$/,
        ),
      ]),
    });
});

test.each<[file: RegExp, index: RegExp]>([
  // Of the parents themselves, where they are asked for, the index of ids.
  [/^fact-page \((?!all).*, recent/, /f:\w+\((fromId|toId), recent\)|e:Entity\(id\)|c:Claim\(factId, key\)/],
  [/^fact-page \(all.*, recent/, /f:\w+\(recent\)|c:Claim\(factId, key\)/],
  [
    /^fact-page \((?!all).*, byValue/,
    /f:\w+\((fromId|toId), byValue\)|e:Entity\(id\)|c:Claim\(factId, key\)/,
  ],
  [/^fact-page \(all.*, byValue/, /f:\w+\(byValue\)|c:Claim\(factId, key\)/],
  [/^fact-count \((?!all)/, /f:\w+\((fromId|toId), recent\)/],
  [/^fact-totals \((?!all)/, /f:\w+\((fromId|toId), recent\)/],
  [
    /^fact-totals-of-country/,
    /place:Entity\(id\)|f:\w+\(subjectCountry, objectCountry, unit, modality, addends, bound, isDisputed\)/,
  ],
  [/^facts-by-id/, /\(factId\)/],
  [/^claim-page \(fact/, /c:Claim\(factId, key\)/],
  [/^claim-page \(entity/, /c:Claim\((subjectId|objectId), key\)/],
  [/^claim-page \(source/, /c:Claim\(sourceId, key\)/],
  [/^claim-page \(attributedTo/, /c:Claim\(attributedToId, key\)/],
  [/^claim-page \(all/, /c:Claim\(key\)/],
  [/^entity-page \(/, /n:\w+\(nameKey\)/],
  [/^entity-page-within/, /w:WITHIN\(placeId, nameKey\)/],
  [/^source-page/, /s:Source\(key\)/],
  [/^(entities-by-id|within|own-cards)$/, /:Entity\(id\)/],
  [/^claims-in-turn \(source/, /c:Claim\(sourceId, key\)/],
  [/^claims-in-turn \(fact/, /c:Claim\(factId, key\)/],
  [/^(claims-by-id|claims-as-stated)$/, /c:Claim\(id\)/],
  [/^merged-entities$/, /r:Redirect\(intoId\)/],
  [/^sources-by-id$/, /s:Source\(id\)/],
  [/^sources-of-facts/, /c:Claim\(factId, key\)|s:Source\(id\)/],
  [/^entities-by-identifier$/, /:Identifier\(key\)/],
  [/^path-step/, /:Entity\(id\)/],
  [/^neighbours/, /f:\w+\((fromId|toId), recent\)/],
])('Statements %s walk the index that their file names, %s, and no other.', (file, index) => {
  for (const [name, operators] of named(file)) {
    const seeks = operators.filter(({ type }) => /IndexSeek/.test(type)).map(({ details }) => details);
    expect(`${name}: ${seeks.length}`).not.toMatch(/: 0$/);
    for (const seek of seeks) expect(`${name}: ${seek}`).toMatch(index);
  }
});

test('Counts without a filter come from the degree store and the count stores.', () => {
  for (const [name, operators] of named(/^(fact-degree|source-count|entity-count-whole|about)/)) {
    const types = operators.map(({ type }) => type).join(' ');
    expect(`${name}: ${types}`).toMatch(
      /CountFromCountStore|NodeUniqueIndexSeek|EagerAggregation Projection Unwind/,
    );
    expect(`${name}: ${types}`).not.toMatch(/Expand/);
  }
});

const investors = relationList('INVESTED_IN', 'IN');
const page = (by: 'RECENT' | 'VALUE', isBackward: boolean) =>
  factPageStatement(graph.statements, investors, { by, direction: 'DESC', isBackward, isFiltered: false });
const askFor = (by: 'RECENT' | 'VALUE', isBackward: boolean) => ({
  ask: {
    keys: ['place_hub'],
    branches: investors.branches,
    facts: ['factId', 'unit', 'amount'],
    nodes: [],
    columns: {},
    where: {},
    ranges: [by === 'RECENT' ? [wholeRange] : isBackward ? valueRanges('USD').reverse() : valueRanges('USD')],
  },
  limit: idleParameters.limit.add(20),
});

test('A page of a place’s investors costs the same when they double in number, in every order and from either end.', {
  timeout: 120_000,
}, async () => {
  const costs = async (): Promise<number[]> => {
    const each: number[] = [];
    for (const by of ['RECENT', 'VALUE'] as const)
      for (const isBackward of [false, true]) {
        const operators = await planner.profile(page(by, isBackward), askFor(by, isBackward));
        each.push(operators.reduce((sum, { hits }) => sum + hits, 0));
      }
    return each;
  };
  const before = await costs();
  await loadFile(graph, investorsOfOnePlace(3_000, 6_000));
  const after = await costs();
  expect(Math.max(...before)).toBeLessThan(600);
  after.forEach((cost, i) => {
    expect(Math.abs(cost - (before[i] ?? 0))).toBeLessThan(10);
  });
});

test('A list of one kind of fact does not walk the others, however many there are.', async () => {
  const ask = { ...askFor('RECENT', false).ask, branches: ['LOCATED_IN OUT'], where: {} };
  const hits = async (list: FactList, key: string): Promise<number> => {
    const variant = { by: 'RECENT', direction: 'DESC', isBackward: false, isFiltered: false } as const;
    const statement = factPageStatement(graph.statements, list, variant);
    const operators = await planner.profile(statement, {
      ask: { ...ask, keys: [key] },
      limit: idleParameters.limit.add(20),
    });
    return operators.reduce((sum, operator) => sum + operator.hits, 0);
  };
  expect(await hits(allFacts, '')).toBeLessThan(400);
  expect(await hits(entityFacts, 'place_hub')).toBeLessThan(400);
});
