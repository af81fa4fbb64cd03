import fc from 'fast-check';
import type { Graph } from '../../src/graph/graph.ts';
import { emptyGraph } from '../database/empty-graph.ts';
import type { Step } from './invariant-steps.ts';
import { World } from './invariant-world.ts';

/**
 * Properties are tried on random histories; a failure is told by the shortest one found. STEPPE_PROPERTY_RUNS tries more of them;
 * STEPPE_PROPERTY_SEED and STEPPE_PROPERTY_PATH try a failure again.
 */
const { STEPPE_PROPERTY_RUNS, STEPPE_PROPERTY_SEED, STEPPE_PROPERTY_PATH } = process.env;

/** Time for a failure to be made short; a property that holds takes some seconds. */
export const PATIENCE_MS = 1_800_000;

/** Tries a property, each time on an empty graph. */
export async function holds<T extends unknown[]>(
  graph: Graph,
  runs: number,
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  property: (world: World, ...given: T) => Promise<void>,
): Promise<void> {
  const tried = fc.asyncProperty(fc.tuple(...arbitraries), async (given) => {
    await emptyGraph(graph);
    const world = new World(graph);
    try {
      await property(world, ...(given as T));
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`${message}\nafter\n${world.told.join('\n')}`, { cause: error });
    }
  });
  await fc.assert(tried, {
    numRuns: Number(STEPPE_PROPERTY_RUNS ?? runs),
    ...(STEPPE_PROPERTY_SEED && { seed: Number(STEPPE_PROPERTY_SEED) }),
    ...(STEPPE_PROPERTY_PATH && { path: STEPPE_PROPERTY_PATH }),
  });
}

export async function takeAll(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await world.take(step);
}
