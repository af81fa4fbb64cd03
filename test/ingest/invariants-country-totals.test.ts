import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startSteppe } from '../database/steppe.ts';
import { openPlannedGraph } from './invariant-graph.ts';
import { holds, PATIENCE_MS, takeAll } from './invariant-property.ts';
import { toldFacts, totalsOf } from './invariant-questions.ts';
import { type Step, someSteps } from './invariant-steps.ts';

/** Sums of a country’s subjects come from an index of their own: whatever is done to the graph, it tells what the facts tell. */
const graph = await openPlannedGraph();
const steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const RUNS = 15;
const predicates = ['INVESTED_IN', 'PRODUCES', 'PRODUCED', 'OWNS', 'EXPORTS_TO', 'PARTNERS_WITH'];
const places = ['place_a', 'place_b', 'place_c', 'place_d'];
const keys = ['PREDICATE', 'SUBJECT_COUNTRY', 'OBJECT_COUNTRY', 'MODALITY'];
const FIELDS = 'keys { key value } unit sum count inexactCount omittedCount disputedCount';

interface Told {
  readonly fromIndex: readonly object[];
  readonly fromFacts: readonly { readonly min: unknown; readonly max: unknown }[];
}

const lines = (totals: readonly object[]): string[] =>
  totals
    .map((total) => {
      const { min: _, max: __, ...told } = total as { min?: unknown; max?: unknown };
      return JSON.stringify(told);
    })
    .sort();

test(
  'Sums by country are those of the facts that are shown, from the index as from the facts.',
  () =>
    holds<[Step[], string[], string[]]>(
      graph,
      RUNS,
      [someSteps, fc.subarray(keys), fc.subarray(['REALISED', 'PLANNED', 'DENIED'])],
      async (world, steps, groupBy, modality) => {
        await takeAll(world, steps);
        const shown = (await toldFacts(steppe)).filter(({ predicate }) => predicates.includes(predicate));
        for (const place of places) {
          const ask = (chosen: object): Promise<Told> =>
            // The smallest and the largest figure are not in the index: with them the facts are read.
            steppe.data(
              `query ($where: FactFilter, $groupBy: [TotalKey!]!) {
                fromIndex: totals(where: $where, groupBy: $groupBy, first: 1000) { ${FIELDS} }
                fromFacts: totals(where: $where, groupBy: $groupBy, first: 1000) { ${FIELDS} min max } }`,
              { where: { predicates, subjectWithin: place, ...chosen }, groupBy },
            );
          const all = await ask({});
          const within = shown.filter(({ subject }) =>
            [subject, ...subject.within].some(({ id }) => id === world.standing(place)),
          );
          expect({ place, totals: lines(all.fromIndex) }).toEqual({
            place,
            totals: lines(totalsOf(within, groupBy)),
          });
          expect(lines(all.fromFacts)).toEqual(lines(all.fromIndex));
          const some = await ask({ modality });
          expect(lines(some.fromIndex)).toEqual(lines(some.fromFacts));
        }
      },
    ),
  PATIENCE_MS,
);
