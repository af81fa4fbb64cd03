import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { relationList } from '../../src/graph/branches.ts';
import { exportStatements } from '../../src/graph-files/export-statements.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { everyThenStatement } from '../../src/loaders/all-statements.ts';
import { factPageStatement } from '../../src/loaders/fact-statements.ts';
import { idleParameters } from '../../src/loaders/warm-up.ts';
import { wholeRange } from '../../src/model/value-key.ts';
import { relationPredicates } from '../../src/ontology.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, source } from '../ingest/claims-file-of.ts';
import { type Operator, Planner } from './plans.ts';
import { investorsOfOnePlace } from './supernode.ts';

const graph = await openTestGraph();
const planner = new Planner(inject('database'));
let plans = new Map<string, readonly Operator[]>();

beforeAll(async () => {
  await loadArticle(graph);
  await loadFile(graph, investorsOfOnePlace(0, 3_000));
  // Those that differ by the predicate's name alone have plans that are alike.
  const different = new Map(
    [...everyThenStatement(graph.statements), ...exportStatements(graph.statements, true)].map(
      (statement) => [
        statement.text.replace(new RegExp(`\\b(${relationPredicates.join('|')})\\b`, 'g'), 'PREDICATE'),
        statement,
      ],
    ),
  );
  plans = await planner.explainAll(different.values(), idleParameters);
}, 300_000);
afterAll(async () => {
  await planner.close();
  await graph.close();
});

const named = (pattern: RegExp): [string, readonly Operator[]][] => {
  const found = [...plans].filter(([name]) => pattern.test(name));
  if (found.length === 0) throw new Error(`no statement is called ${pattern}`);
  return found;
};

test('No statement about another time scans the graph, but for the counts of everything.', () => {
  expect(plans.size).toBeGreaterThan(40);
  for (const [name, operators] of named(/^(?!then\/(about|source-count))/))
    expect({ name, types: operators.map(({ type }) => type) }).toEqual({
      name,
      types: expect.not.arrayContaining([
        expect.stringMatching(
          /AllNodesScan|CartesianProduct|NodeByLabelScan|RelationshipTypeScan|AllRelationshipsScan|^Eager$/,
        ),
      ]),
    });
});

test.each<[file: RegExp, present: RegExp, former: RegExp]>([
  [
    /^fact-page \((?!all).*, recent/,
    /f:\w+\((fromId|toId), recent\)/,
    /f:FormerFact\((fromId|toId), recent\)/,
  ],
  [/^fact-page \(all.*, recent/, /f:\w+\(recent\)/, /f:FormerFact\(recent\)/],
  [
    /^fact-page \((?!all).*, byValue/,
    /f:\w+\((fromId|toId), byValue\)/,
    /f:FormerFact\((fromId|toId), byValue\)/,
  ],
  [/^fact-page \(all.*, byValue/, /f:\w+\(byValue\)/, /f:FormerFact\(byValue\)/],
  [/^facts-by-id/, /\(factId\)/, /f:FormerFact\(factId\)/],
  [/^claim-page \(fact/, /c:Claim\(factId, key\)/, /c:FormerClaim\(factId, key\)/],
  [/^claim-page \(source/, /c:Claim\(sourceId, key\)/, /c:FormerClaim\(sourceId, key\)/],
  [/^claims-in-turn \(source/, /c:Claim\(sourceId, key\)/, /c:FormerClaim\(sourceId, key\)/],
  [/^claims-in-turn \(fact/, /c:Claim\(factId, key\)/, /c:FormerClaim\(factId, key\)/],
  [/^merged-entities/, /r:Redirect\(intoId\)/, /r:FormerEntity\(id\)/],
  [/^own-cards/, /:Entity\(id\)/, /:FormerEntity\(id\)/],
  [/^claim-page \(all/, /c:Claim\(key\)/, /c:FormerClaim\(key\)/],
  [/^then\/entity-page/, /n:\w+\(nameKey\)/, /n:FormerEntity\(nameKey\)/],
  [/^then\/source-page/, /s:Source\(key\)/, /s:FormerSource\(key\)/],
  [/^then\/(entities-by-id|within|redirects)$/, /:Entity\(id\)/, /:FormerEntity\(id\)/],
  [/^path-(ends|step)/, /:Entity\(id\)/, /:FormerFact\((fromId|toId), recent\)/],
  [/^neighbours/, /f:\w+\((fromId|toId), recent\)/, /f:FormerFact\((fromId|toId), recent\)/],
])(
  'Statements %s walk the index of what is known, %s, and that of what was known, %s.',
  (file, present, former) => {
    for (const [name, operators] of named(file)) {
      const seeks = operators.filter(({ type }) => /IndexSeek/.test(type)).map(({ details }) => details);
      expect(`${name}: ${seeks.join('; ')}`).toMatch(present);
      expect(`${name}: ${seeks.join('; ')}`).toMatch(former);
    }
  },
);

/** Whatever a page can show of its facts. */
const everyProperty =
  'factId fromId toId modality sourceCount isDisputed unit amount bound lower upper text variable period start end'.split(
    ' ',
  );

test('A page of a place’s investors as they were known before costs a few times one of now, however many there are and were.', async () => {
  const investors = relationList('INVESTED_IN', 'IN');
  const hits = async (isPast: boolean): Promise<number> => {
    const variant = { by: 'RECENT', direction: 'DESC', isBackward: false, isFiltered: false } as const;
    const operators = await planner.profile(
      factPageStatement(graph.statements, investors, { ...variant, isPast }),
      {
        ask: {
          keys: ['place_hub'],
          branches: investors.branches,
          columns: { predicate: true, key: true },
          facts: everyProperty,
          nodes: [],
          where: {},
          ranges: [[wholeRange]],
          knownIn: idleParameters.limit.add(1),
        },
        limit: idleParameters.limit.add(20),
      },
    );
    return operators.reduce((sum, operator) => sum + operator.hits, 0);
  };
  const now = await hits(false);
  expect(await hits(true)).toBeLessThan(now * 2);
  // A second source changes a thousand of the facts: of each, what it was is kept.
  const again = Array.from({ length: 1_000 }, (_, n) =>
    claim(`org_${n}`, 'INVESTED_IN', 'place_hub', { period: String(2000 + (n % 25)) }),
  );
  await loadFile(graph, claimsFile(source('again'), ...again));
  expect(await hits(true)).toBeLessThan(now * 4);
});
