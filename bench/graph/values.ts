import type { ClaimLine } from '../../src/ingest/claims-file.ts';
import type { Bound } from '../../src/ontology.ts';
import type { FactEnds } from './fact-ends.ts';
import type { Draws } from './random.ts';

export type StatedValue = NonNullable<ClaimLine['value']>;

const CURRENCIES = [
  ['USD', 70],
  ['EUR', 10],
  ['CNY', 10],
  ['KZT', 5],
  ['RUB', 5],
] as const;
const BOUNDS: readonly (readonly [Bound, number])[] = [
  ['EXACT', 70],
  ['APPROXIMATE', 15],
  ['AT_LEAST', 5],
  ['AT_MOST', 5],
  ['RANGE', 5],
];

/** A figure of three digits and up to so many noughts, as press releases have them. */
const figure = (draws: Draws, noughts: number): number =>
  (100 + draws.below(900)) * 10 ** draws.below(noughts + 1);

const quantity = (draws: Draws, unit: string, amount: number): StatedValue => {
  const bound = draws.weighted(BOUNDS);
  return bound === 'RANGE'
    ? { unit, bound, lower: String(amount), upper: String(amount * 2) }
    : { unit, bound, amount: String(amount) };
};

/** What a fact of a sort comes to; undefined when nobody says. */
export function drawValue(draws: Draws, { predicate, variable }: FactEnds): StatedValue | undefined {
  switch (predicate) {
    case 'INVESTED_IN':
      return draws.chance(0.15) ? undefined : quantity(draws, draws.weighted(CURRENCIES), figure(draws, 7));
    case 'PRODUCES':
      return draws.chance(0.4)
        ? undefined
        : quantity(draws, draws.pick(['t/a', '{vehicle}/a']), figure(draws, 4));
    case 'EXPORTS_TO':
      return draws.chance(0.5) ? undefined : quantity(draws, draws.pick(['USD', 't']), figure(draws, 5));
    case 'OBSERVED':
      switch (variable) {
        case 'share of industry in GDP':
          return quantity(draws, '%', 1 + draws.below(60));
        case 'foreign direct investment':
          return quantity(draws, 'USD', figure(draws, 7));
        default:
          return quantity(draws, variable === 'jobs' ? '{job}' : '{vehicle}', figure(draws, 3));
      }
    default:
      return undefined;
  }
}

/** What another source says instead: the same unit, more or less of it. */
export function otherValue(draws: Draws, value: StatedValue): StatedValue {
  const amount = Number(value.amount ?? value.lower);
  return quantity(draws, value.unit, Math.max(1, Math.round(amount * (0.5 + draws.next() * 1.5))));
}

const two = (number: number): string => String(number).padStart(2, '0');

/** When something holds. Deals in what is built and in firms are of late, so that the newest ones of an investor lead on. */
export function drawPeriod(draws: Draws, { predicate, group }: FactEnds): string | undefined {
  const isLate = group === 'projects' || group === 'organizations' || group === 'builders';
  const year = isLate ? 2019 + draws.below(7) : 2005 + draws.below(19);
  const month = two(1 + draws.below(12));
  switch (predicate) {
    case 'INVESTED_IN':
      return draws.weighted([
        [`${year}-${month}-${two(1 + draws.below(28))}`, 40],
        [`${year}-${month}`, 25],
        [`${year}`, 20],
        [`${year - 1}/${year}`, 10],
        [`${year}/..`, 5],
      ]);
    case 'PRODUCES':
    case 'PARTNERS_WITH':
      return draws.chance(0.5) ? `${year}/..` : undefined;
    case 'PART_OF':
    case 'LOCATED_IN':
      return undefined;
    default:
      return `${year}`;
  }
}
