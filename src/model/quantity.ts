import Big from 'big.js';
import { codes } from 'currency-codes';
import type { Bound, Measure } from '../ontology.ts';
import { normaliseDecimal } from './decimal.ts';

/** A figure with its unit and bound; decimals are exact, in plain notation (`100000000`, `34.2`). */
export interface Quantity {
  readonly amount: string | null;
  readonly unit: string;
  readonly bound: Bound;
  readonly lower: string | null;
  readonly upper: string | null;
}

/** What a person writes: one figure, or both ends of a range. */
export interface StatedQuantity {
  readonly amount?: string | undefined;
  readonly unit: string;
  readonly bound: Bound;
  readonly lower?: string | undefined;
  readonly upper?: string | undefined;
}

const currencies = new Set(codes());
/**
 * Checks a unit: an ISO 4217 currency, `%`, or a code in UCUM style (`{vehicle}/a`, `t/a`, `MW`).
 * @returns the reason why it cannot stand, or null.
 */
export function unitProblem(unit: string, measure: Measure): string | null {
  if (!/^[\x21-\x7e]{1,40}$/.test(unit))
    return `unit "${unit}" is not a code: an ISO 4217 currency, "%" or a UCUM code such as "{vehicle}/a"`;
  switch (measure) {
    case 'money':
      return currencies.has(unit) ? null : `unit "${unit}" is not an ISO 4217 currency such as USD`;
    case 'share':
      return unit === '%' ? null : `unit "${unit}" must be "%"`;
    case 'rate':
      return unit.endsWith('/a') ? null : `unit "${unit}" must be a rate per year, such as "{vehicle}/a"`;
    case 'quantity':
      return /^[A-Z]{3}$/.test(unit) && !currencies.has(unit)
        ? `unit "${unit}" is not an ISO 4217 currency`
        : null;
  }
}

/**
 * The quantity that a statement means: `AT_MOST 50000` has upper 50000, and so on.
 * @throws RangeError with the reason when its parts do not fit its bound.
 */
export function resolveQuantity(stated: StatedQuantity, measure: Measure): Quantity {
  const problem = unitProblem(stated.unit, measure);
  if (problem) throw new RangeError(problem);
  const { unit, bound } = stated;
  if (bound === 'RANGE') {
    if (stated.amount !== undefined || stated.lower === undefined || stated.upper === undefined)
      throw new RangeError('a RANGE has `lower` and `upper` and no `amount`');
    const lower = normaliseDecimal(stated.lower);
    const upper = normaliseDecimal(stated.upper);
    if (new Big(lower).gt(upper)) throw new RangeError(`lower ${lower} is above upper ${upper}`);
    return { amount: null, unit, bound, lower, upper };
  }
  if (stated.amount === undefined || stated.lower !== undefined || stated.upper !== undefined)
    throw new RangeError(`${bound} has an \`amount\` and neither \`lower\` nor \`upper\``);
  const amount = normaliseDecimal(stated.amount);
  return {
    amount,
    unit,
    bound,
    lower: bound === 'EXACT' || bound === 'AT_LEAST' ? amount : null,
    upper: bound === 'EXACT' || bound === 'AT_MOST' ? amount : null,
  };
}

/** "Around 100" and 93 are one statement, "around 100" and 150 are two. */
const APPROXIMATE_TOLERANCE = '0.1';

/**
 * Whether quantities can all be true at once: those in one unit share a common point. Unlike units are never
 * compared, so they do not disagree.
 */
export function agree(quantities: readonly Quantity[]): boolean {
  const spans = new Map<string, { lower: Big | null; upper: Big | null }>();
  for (const quantity of quantities) {
    let lower = quantity.lower === null ? null : new Big(quantity.lower);
    let upper = quantity.upper === null ? null : new Big(quantity.upper);
    if (quantity.bound === 'APPROXIMATE' && quantity.amount !== null) {
      const amount = new Big(quantity.amount);
      const slack = amount.abs().times(APPROXIMATE_TOLERANCE);
      lower = amount.minus(slack);
      upper = amount.plus(slack);
    }
    // Intervals on a line meet pairwise exactly when all of them share a point.
    const span = spans.get(quantity.unit) ?? { lower: null, upper: null };
    if (lower && (!span.lower || lower.gt(span.lower))) span.lower = lower;
    if (upper && (!span.upper || upper.lt(span.upper))) span.upper = upper;
    if (span.lower && span.upper && span.lower.gt(span.upper)) return false;
    spans.set(quantity.unit, span);
  }
  return true;
}

/** The figure a quantity is ordered and filtered by: the stated one, of a range the lower end. */
export function sortAmount(quantity: Quantity): string | null {
  return quantity.amount ?? quantity.lower ?? quantity.upper;
}
