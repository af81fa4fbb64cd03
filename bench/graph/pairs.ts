import type { BenchGraph } from './model.ts';
import type { Draws } from './random.ts';
import { INVESTMENTS_OF_A_BUILDER, PRODUCTS_OF_A_PLANT } from './shape.ts';

/** Two entities and how many facts there are on a way between them; a shorter one may be there too. */
export interface SamplePair {
  readonly from: string;
  readonly to: string;
  readonly hops: number;
}

/** Two organizations that invest in one country: often the hub, which 40 percent of all facts lead to. */
function investorsOfOne({ plan, shape }: BenchGraph, draws: Draws): SamplePair {
  const group = draws.chance(0.5) ? 'hubCountry' : 'countries';
  const others = shape.countries - 1;
  // In the list of deals with countries, the first ones go round all of them.
  const country = draws.below(others);
  const deal = (round: number): string =>
    plan.at(group, group === 'hubCountry' ? draws.below(shape.groups.hubCountry) : country + round * others)
      .subject;
  return { from: deal(0), to: deal(1), hops: 2 };
}

/** A builder and another plant that makes what the plant of its project makes. */
function builderAndRival({ plan, entityAt, shape }: BenchGraph, draws: Draws): SamplePair {
  const deal = plan.at('builders', draws.below(shape.builders * INVESTMENTS_OF_A_BUILDER));
  const facility = Number(deal.object?.slice(deal.object.lastIndexOf('_') + 1));
  const products = new Set(
    Array.from({ length: PRODUCTS_OF_A_PLANT }, (_, n) => plan.productOf(facility + n * shape.facilities)),
  );
  for (;;) {
    const fact = draws.below(shape.groups.products);
    if (products.has(plan.productOf(fact)) && plan.facilityOf(fact) !== facility)
      return { from: deal.subject, to: entityAt.facilityId(plan.facilityOf(fact)), hops: 4 };
  }
}

/** An organization with a partner, and the country or city that the partner is said to lie in. */
function seatOfPartner({ plan, entityAt, shape }: BenchGraph, draws: Draws): SamplePair {
  const { subject, object } = plan.at('partners', draws.below(shape.groups.partners));
  const partner = entityAt.organization(Number(subject.slice(subject.lastIndexOf('_') + 1)));
  return { from: String(object), to: String(partner.parentId), hops: 2 };
}

/** Pairs of all three sorts, none twice. */
export function pairsOf(graph: BenchGraph, draws: Draws, count: number): SamplePair[] {
  const pairs = new Map<string, SamplePair>();
  const sorts = [
    [investorsOfOne, 40],
    [builderAndRival, 40],
    [seatOfPartner, 20],
  ] as const;
  // Of a small graph there are fewer of the last sort.
  for (let tries = 0; pairs.size < count && tries < 4 * count; tries += 1) {
    const pair = draws.weighted(sorts)(graph, draws);
    if (pair.from !== pair.to) pairs.set(`${pair.from} ${pair.to}`, pair);
  }
  return [...pairs.values()];
}
