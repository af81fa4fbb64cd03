import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import {
  candidateBlocksStatement,
  candidateTiesStatement,
  MOST_NAMES_OF_BLOCK,
} from '../../src/loaders/candidates.ts';
import { idleParameters } from '../../src/loaders/warm-up.ts';
import { entityKinds } from '../../src/ontology.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { type Operator, Planner } from './plans.ts';

const graph = await openTestGraph();
const planner = new Planner(inject('database'));
const { statements } = graph;

/** Organizations by two names alike, each pair an owner of one plant, among plants that a hub owns. */
const pairs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => i + from).flatMap((n) => {
    const name = `${[...String(n)].map((digit) => 'badocefigu'.slice(Number(digit)).slice(0, 2)).join('m')}lokar Mining`;
    const called = (id: string, text: string) => entity(id, { names: [{ text }] });
    return [
      called(`org_${n}_a`, name),
      called(`org_${n}_b`, `${name} LLP`),
      called(`facility_${n}`, `Works of ${name}`),
      claim(`org_${n}_a`, 'OWNS', `facility_${n}`),
      claim(`org_${n}_b`, 'OPERATES', `facility_${n}`),
      claim('org_hub', 'INVESTED_IN', `facility_${n}`),
    ];
  });
const load = (from: number, to: number) =>
  loadFile(graph, claimsFile(source('s'), entity('org_hub'), ...pairs(from, to)));

beforeAll(() => load(0, 300), 120_000);
afterAll(async () => {
  await planner.close();
  await graph.close();
});

const blocks = candidateBlocksStatement(statements, false);
const blocksOf = candidateBlocksStatement(statements, true);
const entities = statements.get('candidate-entities');
const ties = candidateTiesStatement(statements);
const seeks = (operators: readonly Operator[]): string[] =>
  operators.filter(({ type }) => /IndexSeek/.test(type)).map(({ details }) => details);

test.each([
  [blocks, /m:MatchName\((lettersBlock|headBlock)\)/],
  [blocksOf, /m:MatchName\((lettersBlock|headBlock)\)|Entity\(id\)|Redirect\(intoId\)/],
  [entities, /Entity\(id\)|Redirect\(intoId\)/],
  [ties, /Entity\(id\)/],
])('$name walks the indexes that its file names, and no other.', async (statement, index) => {
  const operators = await planner.explain(statement, idleParameters);
  expect(operators.map(({ type }) => type)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/Scan|CartesianProduct|^Eager$/)]),
  );
  expect(seeks(operators).length).toBeGreaterThan(1);
  for (const seek of seeks(operators)) expect(seek).toMatch(index);
});

const hitsOf = async (statement: typeof blocks, ask: object): Promise<number> =>
  (await planner.profile(statement, { ask: { most: MOST_NAMES_OF_BLOCK, ...ask } })).reduce(
    (sum, { hits }) => sum + hits,
    0,
  );

test('Blocks of one entity, and its ties, cost the same when the graph doubles; the whole graph’s blocks grow with its names.', {
  timeout: 120_000,
}, async () => {
  const ask = { id: 'org_7_a', one: ['org_7_a'], other: ['org_7_b'] };
  const measure = async () => ({
    one: await hitsOf(blocksOf, ask),
    ties: await hitsOf(ties, ask),
    whole: await hitsOf(blocks, { kinds: entityKinds }),
  });
  const before = await measure();
  await load(300, 600);
  const after = await measure();
  expect(before.one).toBeLessThan(100);
  expect(after.one).toBe(before.one);
  expect(after.ties).toBe(before.ties);
  expect(after.whole / before.whole).toBeLessThan(2.5);
});
