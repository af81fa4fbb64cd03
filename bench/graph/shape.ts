/** How many there are of everything in a graph of so many facts. */
export interface Shape {
  readonly facts: number;
  readonly seed: number;
  readonly countries: number;
  readonly cities: number;
  /** The first one is the hub investor; the next ones are the builders. */
  readonly organizations: number;
  /** Organizations whose every investment is in a project that has a plant. */
  readonly builders: number;
  /** As many of the first ones as there are facilities have a plant, one each. */
  readonly projects: number;
  readonly facilities: number;
  readonly products: number;
  readonly sources: number;
  /** How many different words are in names. */
  readonly words: number;
  /** Facts beside those that say where something lies. */
  readonly groups: Readonly<Record<GroupName, number>>;
}

export const groupNames = [
  'hubCountry',
  'hubInvestor',
  'builders',
  'projects',
  'organizations',
  'countries',
  'parts',
  'products',
  'partners',
  'exports',
  'observations',
] as const;
/** What facts are of one sort: who is at their ends, what they say. */
export type GroupName = (typeof groupNames)[number];

export const PRODUCTS_OF_A_PLANT = 5;
/** Every builder has at least so many investments. */
export const INVESTMENTS_OF_A_BUILDER = 10;
/** Below, no power law has room. */
export const FEWEST_FACTS = 200;

/**
 * The shape of a graph: the hub country has 40 percent of the facts, the hub investor 20, and the others are of all sorts.
 * @throws RangeError when so few facts make no graph.
 */
export function shapeOf(facts: number, seed: number): Shape {
  if (!Number.isInteger(facts) || facts < FEWEST_FACTS)
    throw new RangeError(`${facts} is not a whole number of facts, ${FEWEST_FACTS} or more`);
  const part = (share: number): number => Math.round(facts * share);
  const countries = Math.min(200, Math.max(10, part(0.02)));
  const cities = Math.min(20_000, Math.max(4, part(0.008)));
  const organizations = part(0.08);
  const projects = part(0.03);
  const facilities = part(0.01);
  const groups = {
    hubCountry: part(0.4),
    hubInvestor: part(0.2),
    builders: part(0.065),
    projects: part(0.01),
    organizations: part(0.03),
    countries: part(0.065),
    parts: facilities,
    products: facilities * PRODUCTS_OF_A_PLANT,
    partners: part(0.015),
    exports: part(0.015),
    observations: 0,
  };
  const located = cities + organizations + projects + facilities;
  const others = Object.values(groups).reduce((sum, count) => sum + count, located);
  const named = cities + organizations + projects + facilities;
  return {
    facts,
    seed,
    countries,
    cities,
    organizations,
    builders: Math.floor(groups.builders / (INVESTMENTS_OF_A_BUILDER + 0.8)),
    projects,
    facilities,
    products: Math.min(3_000, Math.max(12, part(0.003))),
    sources: Math.min(20_000, Math.max(20, part(0.002))),
    words: Math.min(6_000, Math.max(40, Math.round(named / 20))),
    groups: { ...groups, observations: facts - others },
  };
}
