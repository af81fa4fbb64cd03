import { countInvestments, countWords } from './counts.ts';
import type { BenchGraph } from './model.ts';
import { pairsOf, type SamplePair } from './pairs.ts';
import { Draws } from './random.ts';

/** Things that a workload asks for one after another, from the first on and again from the first. */
export interface Sample<T> {
  /** As clients ask: some again and again, by a power law. */
  readonly asDrawn: readonly T[];
  /** Each once, in no order: whoever goes round asks for none again within 64 questions. */
  readonly distinct: readonly T[];
}

/** An organization whose seat is a country that many invest in. */
export interface SampleChain {
  readonly organization: string;
  readonly place: string;
}

/** What workloads ask of a graph: ids and words, the same for every server. */
export interface Samples {
  readonly hubCountry: string;
  readonly hubInvestor: string;
  /** Each with ten investments or more, the hub investor not among them. */
  readonly organizations: Sample<string>;
  /**
   * Groups of 50 organizations; each has ten investments or more, all in projects with one plant, which makes five products. No two
   * groups of `distinct` have the same members, though they share some.
   */
  readonly trees: Sample<readonly string[]>;
  /** The hub is asked for most. */
  readonly countries: Sample<string> & { readonly byInvestors: readonly string[] };
  /** Countries as whoever follows investments gets to them: each as often as something is invested in it. */
  readonly destinations: readonly string[];
  /** Words, each in the names of 20 entities or more. */
  readonly searchWords: Sample<string>;
  /** Entities that are not more than four facts apart. */
  readonly pairs: Sample<SamplePair>;
  readonly chains: Sample<SampleChain>;
}

/** Below, there are too few of something to ask for 64 unlike ones. */
export const FEWEST_FACTS_SAMPLED = 10_000;
export const NOT_AGAIN_WITHIN = 64;
const LENGTH = 4_096;
const TREE_SIZE = 50;
const INVESTMENTS = 10;
const HITS = 20;
/** So many countries have by far the most investors. */
const HUB_COUNTRIES = 20;

const STREAMS = {
  organizations: 400,
  trees: 401,
  countries: 402,
  words: 403,
  pairs: 404,
  chains: 405,
  destinations: 406,
} as const;

/** The items in an order drawn at random (Fisher and Yates). */
function shuffled<T>(items: readonly T[], draws: Draws): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = draws.below(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** @param pool what there is, the most asked for first. */
function sampleOf<T>(pool: readonly T[], draws: Draws): Sample<T> {
  if (pool.length < NOT_AGAIN_WITHIN)
    throw new RangeError(`only ${pool.length} of what ${NOT_AGAIN_WITHIN} unlike ones are wanted of`);
  return {
    asDrawn: Array.from({ length: LENGTH }, () => pool[draws.skewedBelow(pool.length)] as T),
    distinct: shuffled(pool, draws).slice(0, LENGTH),
  };
}

/** Each as often as it counts. */
function drawnByCount(counts: ReadonlyMap<string, number>, draws: Draws): string[] {
  const all = [...counts].flatMap(([id, count]) => new Array<string>(count).fill(id));
  return Array.from({ length: LENGTH }, () => draws.pick(all));
}

const byCount = (counts: ReadonlyMap<string, number>, fewest: number): string[] =>
  [...counts]
    .filter(([, count]) => count >= fewest)
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name);

/** Groups of builders, each other than the ones before. */
function treesOf({ shape, entityAt }: BenchGraph, draws: Draws): string[][] {
  const builders = Array.from({ length: shape.builders }, (_, n) => entityAt.organizationId(1 + n));
  const groups = new Map<string, string[]>();
  while (groups.size < LENGTH / 4) {
    const group = shuffled(builders, draws).slice(0, TREE_SIZE);
    groups.set(group.toSorted().join(' '), group);
  }
  return [...groups.values()];
}

/**
 * Draws what workloads ask for. It walks the ends of all facts and the names of all entities once.
 * @throws RangeError when the graph is too small for it.
 */
export function samplesOf(graph: BenchGraph): Samples {
  const { shape, entityAt } = graph;
  if (shape.facts < FEWEST_FACTS_SAMPLED)
    throw new RangeError(`samples are of graphs of ${FEWEST_FACTS_SAMPLED} facts or more`);
  const draws = (of: keyof typeof STREAMS): Draws => new Draws(shape.seed, STREAMS[of], 0);
  const { made, inCountries } = countInvestments(graph);
  const hubInvestor = entityAt.organizationId(0);
  const investors = byCount(made, INVESTMENTS).filter((id) => id !== hubInvestor);
  const byInvestors = byCount(inCountries, 1);
  const hubs = new Set(byInvestors.slice(0, HUB_COUNTRIES));
  const chains: SampleChain[] = [];
  for (let n = 0; n < shape.organizations; n += 1) {
    const { id, parentId } = entityAt.organization(n);
    if (parentId !== null && hubs.has(parentId)) chains.push({ organization: id, place: parentId });
  }
  return {
    hubCountry: entityAt.countryId(0),
    hubInvestor,
    organizations: sampleOf(investors, draws('organizations')),
    trees: sampleOf(treesOf(graph, draws('trees')), draws('trees')),
    countries: { ...sampleOf(byInvestors, draws('countries')), byInvestors },
    destinations: drawnByCount(inCountries, draws('destinations')),
    searchWords: sampleOf(byCount(countWords(graph), HITS), draws('words')),
    pairs: sampleOf(pairsOf(graph, draws('pairs'), LENGTH / 2), draws('pairs')),
    chains: sampleOf(chains, draws('chains')),
  };
}
