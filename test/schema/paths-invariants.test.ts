import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { searchPaths } from '../../src/loaders/paths.ts';
import { type RelationPredicate, relationPredicates } from '../../src/ontology.ts';
import { startSteppe } from '../database/steppe.ts';
import { openPlannedGraph } from '../ingest/invariant-graph.ts';
import { holds, PATIENCE_MS, takeAll } from '../ingest/invariant-property.ts';
import { type Step, someSteps } from '../ingest/invariant-steps.ts';
import { factsAt, neighbourhoodByHand, type PathByHand, pathsByHand, type Times } from './paths-by-hand.ts';

const graph = await openPlannedGraph();
const steppe = await startSteppe(graph, {
  STEPPE_MAX_COST: '10000000',
  STEPPE_REQUEST_TIMEOUT_MS: '120000',
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const PATHS = `query ($change: Int, $validAt: Date, $from: ID!, $to: ID!, $maxHops: Int, $first: Int, $predicates: [Predicate!]) {
  asOf(change: $change, validAt: $validAt) {
    pathSearch(from: $from, to: $to, maxHops: $maxHops, first: $first, predicates: $predicates) {
      isComplete
      paths { length hops { isReversed fact { id predicate subject { id } } otherFacts { id } from { id } to { id } } }
    }
  }
}`;

interface ToldPath {
  readonly length: number;
  readonly hops: readonly {
    readonly isReversed: boolean;
    readonly fact: {
      readonly id: string;
      readonly predicate: string;
      readonly subject: { readonly id: string };
    };
    readonly otherFacts: readonly { readonly id: string }[];
    readonly from: { readonly id: string };
    readonly to: { readonly id: string };
  }[];
}

const asByHand = ({ hops }: ToldPath): PathByHand => ({
  ids: [hops[0]?.from.id ?? '', ...hops.map(({ to }) => to.id)],
  factIds: hops.map(({ fact, otherFacts }) => [fact.id, ...otherFacts.map(({ id }) => id)]),
});

/** Which entities, of those that there are, and how far between them. */
const asked = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  maxHops: fc.integer({ min: 1, max: 6 }),
  first: fc.integer({ min: 1, max: 12 }),
  predicates: fc.option(fc.subarray([...relationPredicates], { minLength: 3 }), { freq: 3 }),
  isNow: fc.boolean(),
  change: fc.nat(),
  validAt: fc.option(fc.constantFrom('2022-06-01', '2023-06-01', '2024-06-01')),
  limits: fc.record({
    seen: fc.constantFrom(5, 20, 10_000),
    followed: fc.integer({ min: 1, max: 6 }),
    few: fc.constantFrom(0, 8, 16),
  }),
});
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

/** Entities that facts at some time lead to, the ends of paths. */
const ends = (facts: Awaited<ReturnType<typeof factsAt>>): string[] =>
  [...new Set(facts.flatMap(({ subject, object }) => [subject.id, object?.id ?? subject.id]))].toSorted();

test(
  'Paths are those that are found by trying every way over all facts, at any time; and however little a search may look at, it tells how far its answer goes.',
  () =>
    holds<[Step[], Asked[]]>(
      graph,
      25,
      [someSteps, fc.array(asked, { minLength: 12, maxLength: 12 })],
      async (world, steps, questions) => {
        await takeAll(world, steps);
        const { about } = await steppe.data<{ about: { changeNumber: number } }>(
          '{ about { changeNumber } }',
        );
        for (const { isNow, change, validAt, limits, ...question } of questions) {
          const times: Times = {
            change: isNow ? null : 1 + (change % about.changeNumber),
            validAt,
          };
          const facts = await factsAt(steppe, times);
          const ids = ends(facts);
          const [from = '', to = ''] = [ids[question.from % ids.length], ids[question.to % ids.length]];
          if (from === to) continue;
          const { maxHops, first, predicates } = question;
          const byHand = pathsByHand(facts, from, to, maxHops, predicates);
          const { asOf } = await steppe.data<{
            asOf: { pathSearch: { isComplete: boolean; paths: ToldPath[] } };
          }>(PATHS, { ...times, from, to, maxHops, first, predicates });
          expect({ times, from, to, ...asOf.pathSearch, paths: asOf.pathSearch.paths.map(asByHand) }).toEqual(
            {
              times,
              from,
              to,
              isComplete: true,
              paths: byHand.slice(0, first),
            },
          );
          for (const { length, hops } of asOf.pathSearch.paths) {
            expect(length).toBe(hops.length);
            for (const { isReversed, fact, from: near } of hops)
              expect(isReversed).toBe(fact.subject.id !== near.id && fact.predicate !== 'PARTNERS_WITH');
          }

          const context = createContext({
            graph,
            pageLimits: { defaultSize: 20, maxSize: 100 },
            timeoutMs: 60_000,
          });
          const answer = await searchPaths(
            {
              from,
              to,
              maxHops,
              first,
              predicates: predicates ?? ([...relationPredicates] as RelationPredicate[]),
            },
            context.at(times).reader,
            limits,
          );
          if (!answer) throw new Error('an end is no entity');
          const found = answer.paths.map((path) => [from, ...path.map((hop) => hop.to)]);
          const all = byHand.map((path) => path.ids);
          const told = { times, from, to, maxHops, first, predicates, limits, answer };
          if (answer.isComplete) expect({ told, found }).toEqual({ told, found: all.slice(0, first) });
          else expect({ told, all }).toEqual({ told, all: expect.arrayContaining(found) });
          const short = (path: readonly string[]): boolean => path.length - 1 <= answer.completedHops;
          expect({ told, found: found.filter(short) }).toEqual({
            told,
            found: all.filter(short).slice(0, first),
          });
        }
      },
    ),
  PATIENCE_MS,
);

const NEIGHBOURHOOD = `query ($change: Int, $validAt: Date, $id: ID!, $hops: Int, $first: Int) {
  asOf(change: $change, validAt: $validAt) {
    entity(by: {id: $id}) { neighbourhood(hops: $hops, first: $first) { isComplete nodes { id } facts { id } } }
  }
}`;

test(
  'A neighbourhood is what is found around an entity by looking at all facts, at any time.',
  () =>
    holds<[Step[], Asked[]]>(
      graph,
      8,
      [someSteps, fc.array(asked, { minLength: 12, maxLength: 12 })],
      async (world, steps, questions) => {
        await takeAll(world, steps);
        const { about } = await steppe.data<{ about: { changeNumber: number } }>(
          '{ about { changeNumber } }',
        );
        for (const { isNow, change, validAt, from, maxHops, first } of questions) {
          const times: Times = { change: isNow ? null : 1 + (change % about.changeNumber), validAt };
          const facts = await factsAt(steppe, times);
          const ids = ends(facts);
          const id = ids[from % ids.length];
          if (id === undefined) continue;
          const hops = 1 + (maxHops % 2);
          const byHand = neighbourhoodByHand(facts, id, hops, first);
          interface Told {
            readonly isComplete: boolean;
            readonly nodes: readonly { readonly id: string }[];
            readonly facts: readonly { readonly id: string }[];
          }
          const { asOf } = await steppe.data<{ asOf: { entity: { neighbourhood: Told } } }>(NEIGHBOURHOOD, {
            ...times,
            id,
            hops,
            first,
          });
          const { nodes, facts: told, isComplete } = asOf.entity.neighbourhood;
          expect({
            times,
            id,
            hops,
            first,
            ids: nodes.map((node) => node.id),
            factIds: told.map((fact) => fact.id),
            isAll: isComplete,
          }).toEqual({ times, id, hops, first, ...byHand });
        }
      },
    ),
  PATIENCE_MS,
);
