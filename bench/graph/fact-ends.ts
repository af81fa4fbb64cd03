import type { Predicate } from '../../src/ontology.ts';
import type { Entities } from './entities.ts';
import { Draws } from './random.ts';
import { type GroupName, groupNames, INVESTMENTS_OF_A_BUILDER, type Shape } from './shape.ts';

/** Whom a fact is about, before anybody says it. */
export interface FactEnds {
  readonly group: GroupName;
  /** Which fact of its group it is. */
  readonly number: number;
  readonly subject: string;
  readonly predicate: Predicate;
  readonly object?: string;
  readonly variable?: string;
  /** A key of the source’s, for there may be several facts with the same ends. */
  readonly fact?: string;
}

export const VARIABLES = [
  'vehicle exports',
  'jobs',
  'foreign direct investment',
  'share of industry in GDP',
] as const;

/** Every country beside the hub has at least so many investors, where there are facts enough. */
const INVESTORS_OF_A_COUNTRY = 30;

/** The ends of all facts beside locations: functions of their number. */
export class FactPlan {
  readonly #shape: Shape;
  readonly #entities: Entities;

  constructor(shape: Shape, entities: Entities) {
    this.#shape = shape;
    this.#entities = entities;
  }

  /** Facts of all groups, one group after another. */
  *all(): Generator<FactEnds> {
    for (const group of groupNames) yield* this.of(group);
  }

  *of(group: GroupName): Generator<FactEnds> {
    for (let number = 0; number < this.#shape.groups[group]; number += 1) yield this.at(group, number);
  }

  at(group: GroupName, number: number): FactEnds {
    const draws = new Draws(this.#shape.seed, 100 + groupNames.indexOf(group), number);
    return { group, number, ...this.#ends(group, number, draws) };
  }

  #ends(group: GroupName, number: number, draws: Draws): Omit<FactEnds, 'group' | 'number'> {
    const { projects, organizations } = this.#shape;
    const { organizationId, projectId, facilityId, productId, countryId } = this.#entities;
    switch (group) {
      case 'hubCountry':
        return this.#deal(group, number, this.#investor(draws), countryId(0));
      case 'hubInvestor':
        return this.#deal(group, number, organizationId(0), projectId(draws.skewedBelow(projects)));
      case 'builders': {
        const [builder, project] = this.builderDeal(number, draws);
        return this.#deal(group, number, organizationId(builder), projectId(project));
      }
      case 'projects':
        return this.#deal(group, number, this.#investor(draws), projectId(draws.skewedBelow(projects)));
      case 'organizations': {
        const investor = this.#investor(draws);
        const into = draws.skewedBelow(organizations - 1);
        // Nobody invests in itself: who would does in the last one, which is no one’s draw.
        const object =
          organizationId(into) === investor ? organizationId(organizations - 1) : organizationId(into);
        return this.#deal(group, number, investor, object);
      }
      case 'countries':
        return this.#deal(group, number, this.#investor(draws), countryId(this.#country(number, draws)));
      case 'parts':
        return { subject: facilityId(number), predicate: 'PART_OF', object: projectId(number) };
      case 'products':
        return {
          subject: facilityId(this.facilityOf(number)),
          predicate: 'PRODUCES',
          object: productId(this.productOf(number)),
        };
      case 'partners': {
        // Its first halves are the last organizations, its second ones are drawn of the others: no pair comes twice.
        const others = organizations - this.#shape.groups.partners;
        return {
          subject: organizationId(organizations - 1 - number),
          predicate: 'PARTNERS_WITH',
          object: organizationId(draws.skewedBelow(others)),
        };
      }
      case 'exports':
        return {
          subject: organizationId(number),
          predicate: 'EXPORTS_TO',
          object: countryId(draws.skewedBelow(this.#shape.countries)),
        };
      case 'observations':
        return {
          subject: organizationId(number % organizations),
          predicate: 'OBSERVED',
          variable: VARIABLES[Math.floor(number / organizations) % VARIABLES.length] as string,
        };
    }
  }

  #deal(
    group: GroupName,
    number: number,
    subject: string,
    object: string,
  ): Omit<FactEnds, 'group' | 'number'> {
    return { subject, predicate: 'INVESTED_IN', object, fact: `${group} deal ${number}` };
  }

  /** Neither the hub investor nor a builder. */
  #investor(draws: Draws): string {
    const { organizations, builders } = this.#shape;
    const first = 1 + builders;
    return this.#entities.organizationId(first + draws.skewedBelow(organizations - first));
  }

  /** A builder and its project: at first its ten, all unlike, then more for those in whom the power law has it. */
  builderDeal(number: number, draws: Draws): readonly [builder: number, project: number] {
    const { builders, facilities } = this.#shape;
    const own = builders * INVESTMENTS_OF_A_BUILDER;
    if (number >= own) return [1 + draws.skewedBelow(builders), draws.below(facilities)];
    const builder = Math.floor(number / INVESTMENTS_OF_A_BUILDER);
    return [1 + builder, (builder * 7 + number) % facilities];
  }

  /** @param number of a fact of the group `products`: each plant makes five, neighbours in the list. */
  facilityOf = (number: number): number => number % this.#shape.facilities;

  productOf(number: number): number {
    const { facilities, products } = this.#shape;
    const facility = this.facilityOf(number);
    const first = new Draws(this.#shape.seed, 90, facility).skewedBelow(products);
    return (first + Math.floor(number / facilities)) % products;
  }

  /** At first each country in turn, then by the power law; the hub has its own. */
  #country(number: number, draws: Draws): number {
    const others = this.#shape.countries - 1;
    const all = this.#shape.groups.countries;
    const each = Math.min(INVESTORS_OF_A_COUNTRY, Math.floor((all * 0.95) / others));
    return 1 + (number < each * others ? number % others : draws.skewedBelow(others));
  }
}
