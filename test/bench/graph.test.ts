import { afterAll, expect, test, vi } from 'vitest';
import { generate } from '../../bench/graph/model.ts';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { writeChange } from '../../src/ingest/write-claims.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { contentsOf, contentsOfRows } from './graph-contents.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

const FACTS = 600;
/** Neo4j plans every statement of writing for the first time here, which a busy machine is slow at. */
const PLANNING_MS = 120_000;

test(
  'The rows of the benchmark’s graph are, to a property, what Steppe’s own writing of its claims leaves.',
  async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const { at, number, sources, entities, facts } of generate(FACTS).changes()) {
        vi.setSystemTime(at);
        const claims = facts.flatMap((fact) => fact.claims);
        const cards = entities.map(({ card }) => card);
        const result = await writeChange(graph, { sources, entities: cards, claims, retractions: [] });
        expect(result).toEqual({
          changeNumber: number,
          news: sources.length + entities.length,
          asserted: claims.length,
          retracted: 0,
          merged: 0,
          facts: facts.length,
        });
      }
    } finally {
      vi.useRealTimers();
    }
    const left = await contentsOf(graph);
    expect(left.length).toBeGreaterThan(4 * FACTS);
    expect(contentsOfRows(FACTS)).toEqual(left);
  },
  PLANNING_MS,
);

test('A rebuild of it changes nothing.', async () => {
  const before = await contentsOf(graph);
  const { facts } = await rebuild(graph);
  expect(facts).toBe(FACTS);
  expect(await contentsOf(graph)).toEqual(before);
});
