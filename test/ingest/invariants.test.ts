import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { startSteppe } from '../database/steppe.ts';
import { openPlannedGraph } from './invariant-graph.ts';
import { holds, PATIENCE_MS, takeAll } from './invariant-property.ts';
import { groupKeys, toldFacts, toldTotals, totalsOf } from './invariant-questions.ts';
import { factsOfClaims, loadAnew } from './invariant-replay.ts';
import { difference, intervals, none, standingNow, stateOf } from './invariant-state.ts';
import { type Step, someSteps } from './invariant-steps.ts';
import { projection } from './projection.ts';

/** What holds whatever is done to a graph: loads, retractions, ranks, merges and their undoing, in any order. */
const graph = await openPlannedGraph();
const steppe = await startSteppe(graph);
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

/** Histories a property; see invariant-property.ts to try more. */
const RUNS = 10;

interface Projected {
  readonly key: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}
/** What is projected, whenever entities were merged. */
const line = ({ key, value: { mergedIn: _, ownCard: __, ...value } }: Projected): string =>
  JSON.stringify([key, Object.entries(value).sort()]);

test(
  'Facts and containment are at every moment what a rebuild makes of the claims.',
  () =>
    holds<[Step[]]>(graph, RUNS, [someSteps], async (world, steps) => {
      await takeAll(world, steps);
      const before = await stateOf(graph);
      await rebuild(graph);
      expect(difference(before, await stateOf(graph))).toEqual(none);
    }),
  PATIENCE_MS,
);

test(
  'Loading the same a second time is nothing: no change number, and nothing is altered.',
  () =>
    holds<[Step[]]>(graph, RUNS, [someSteps], async (world, steps) => {
      await takeAll(world, steps);
      for (const change of world.loads) {
        await world.load(change);
        const before = await stateOf(graph);
        expect(await world.load(change)).toEqual({
          changeNumber: null,
          news: 0,
          asserted: 0,
          retracted: 0,
          merged: 0,
          facts: 0,
        });
        expect(difference(before, await stateOf(graph))).toEqual(none);
      }
    }),
  PATIENCE_MS,
);

test(
  'Merges that are undone, in whatever order, leave everything as it was.',
  () =>
    holds<[Step[], { from: number; into: number; order: number }[]]>(
      graph,
      RUNS,
      [
        someSteps,
        fc.array(fc.record({ from: fc.nat(40), into: fc.nat(40), order: fc.nat(9) }), {
          minLength: 1,
          maxLength: 3,
        }),
      ],
      async (world, steps, merges) => {
        await takeAll(world, steps);
        const before = await stateOf(graph, { isNow: true });
        const merged: { id: string; order: number }[] = [];
        for (const { from, into, order } of merges) {
          const pair = world.pair(from, into);
          if (!pair) continue;
          await world.merge(...pair);
          merged.push({ id: pair[0], order });
        }
        for (const { id } of merged.toSorted((a, b) => a.order - b.order)) await world.unmerge(id);
        expect(difference(before, await stateOf(graph, { isNow: true }))).toEqual(none);
      },
    ),
  PATIENCE_MS,
);

test(
  'What was known after each change is kept: one history for each thing, without a gap and nothing twice.',
  () =>
    holds<[Step[]]>(graph, RUNS, [someSteps], async (world, steps) => {
      const known = new Map<number, string[]>();
      for (const step of steps) {
        const changeNumber = await world.take(step);
        if (changeNumber !== null) known.set(changeNumber, await standingNow(graph));
      }
      const kept = await intervals(graph);
      expect(kept.filter(({ from, to }) => !(from >= 1 && (to === null || from < to)))).toEqual([]);
      for (const [number, then] of known) {
        const told = kept.filter(({ from, to }) => from <= number && (to === null || number < to));
        // One thing is one thing at a time.
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
        expect({
          number,
          ...difference(
            then,
            told.map(({ was }) => was),
          ),
        }).toEqual({ number, ...none });
      }
    }),
  PATIENCE_MS,
);

test(
  'Every id that an entity ever had names the entity that stands for it.',
  () =>
    holds<[Step[]]>(graph, RUNS, [someSteps], async (world, steps) => {
      for (const step of steps) {
        await world.take(step);
        const ids = [...world.mergedInto.keys()];
        const { nodes } = await steppe.data<{ nodes: unknown[] }>(
          'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
          { ids },
        );
        expect(nodes).toEqual(ids.map((id) => ({ id: world.standing(id) })));
      }
    }),
  PATIENCE_MS,
);

test(
  'Sums are exact, of the facts that are shown, and of one unit each.',
  () =>
    holds<[Step[], string[][]]>(
      graph,
      RUNS,
      [someSteps, fc.array(fc.subarray(groupKeys, { maxLength: 3 }), { minLength: 1, maxLength: 3 })],
      async (world, steps, groupings) => {
        await takeAll(world, steps);
        const facts = await toldFacts(steppe);
        for (const groupBy of groupings) {
          const told = await toldTotals(steppe, groupBy);
          const lines = (totals: readonly object[]) => totals.map((total) => JSON.stringify(total)).sort();
          expect({ groupBy, totals: lines(told) }).toEqual({
            groupBy,
            totals: lines(totalsOf(facts, groupBy)),
          });
        }
      },
    ),
  PATIENCE_MS,
);

test(
  'Facts follow from the claims that stand, their ranks and who is merged: in whatever order that came to be.',
  () =>
    holds<[Step[], boolean]>(graph, RUNS, [someSteps, fc.boolean()], async (world, steps, isMergedFirst) => {
      await takeAll(world, steps);
      const facts = ((await projection(graph)) as Projected[]).flatMap(
        ({ value: { factId, sourceCount } }) => (factId === undefined ? [] : [`${factId} ${sourceCount}`]),
      );
      expect(facts.sort()).toEqual(await factsOfClaims(world));
      const lines = async () => ((await projection(graph)) as Projected[]).map(line).sort();
      const before = await lines();
      await loadAnew(world, isMergedFirst);
      expect(difference(before, await lines())).toEqual(none);
    }),
  PATIENCE_MS,
);
