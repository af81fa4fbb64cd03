import Big from 'big.js';
import { codes } from 'currency-codes';
import type { Bound, Measure } from '../ontology.ts';

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
const DECIMAL = /^[+-]?\d{1,40}(\.\d{1,40})?$/;
/** Sums are kept exact as two 64-bit integers: whole part and parts of 10^-12. */
const WHOLE_DIGITS = 15;
const FRACTION_DIGITS = 12;
const PARTS = 10n ** BigInt(FRACTION_DIGITS);

/**
 * A decimal in plain notation, without leading or trailing zeros.
 * @throws RangeError with the reason when it is not one, or has more digits than sums can keep exact.
 */
export function normaliseDecimal(text: string): string {
  if (!DECIMAL.test(text))
    throw new RangeError(
      `"${text}" is not a decimal number such as 50000 or 34.2 (no exponent, no separators)`,
    );
  const value = new Big(text.replace('+', ''));
  if (value.abs().gte(new Big(10).pow(WHOLE_DIGITS)))
    throw new RangeError(`"${text}" has more than ${WHOLE_DIGITS} digits before the point`);
  if (!value.round(FRACTION_DIGITS).eq(value))
    throw new RangeError(`"${text}" has more than ${FRACTION_DIGITS} digits after the point`);
  return value.eq(0) ? '0' : value.toFixed();
}

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

const EXPONENT_OFFSET = 500;
/** Ends an encoded positive number: below every digit, so that 1.2 sorts before 1.23. */
const POSITIVE_END = '!';
/** Ends an encoded negative number: above every digit, so that -1.23 sorts before -1.2. */
const NEGATIVE_END = '~';

/**
 * A decimal as text whose order is the order of numbers, so that an index on text sorts exact decimals.
 * The encoding is the sign, the exponent and the digits (complemented below zero), and an end mark.
 */
export function encodeDecimal(decimal: string): string {
  const value = new Big(decimal);
  if (value.eq(0)) return `1${POSITIVE_END}`;
  const digits = value.c.join('');
  if (value.s > 0) return `2${value.e + EXPONENT_OFFSET}${digits}${POSITIVE_END}`;
  const complement = [...digits].map((digit) => 9 - Number(digit)).join('');
  return `0${EXPONENT_OFFSET - value.e}${complement}${NEGATIVE_END}`;
}

/** The decimal that `encodeDecimal` wrote; anything after the end mark is ignored. */
export function decodeDecimal(encoded: string): string {
  const sign = encoded[0];
  if (sign === '1') return '0';
  const end = encoded.indexOf(sign === '2' ? POSITIVE_END : NEGATIVE_END);
  const digits = encoded.slice(4, end);
  const power = Number(encoded.slice(1, 4));
  const exponent = sign === '2' ? power - EXPONENT_OFFSET : EXPONENT_OFFSET - power;
  const plain = sign === '2' ? digits : [...digits].map((digit) => 9 - Number(digit)).join('');
  const value = new Big(`${plain[0]}.${plain.slice(1) || '0'}e${exponent}`);
  return (sign === '2' ? value : value.neg()).toFixed();
}

/** The largest text that a key of this decimal can begin with: closes a range that includes the decimal. */
export function encodeDecimalCeiling(decimal: string): string {
  return `${encodeDecimal(decimal)}\u007f`;
}

/** A decimal as two integers whose sums are exact in 64 bits. */
export function splitDecimal(decimal: string): { whole: bigint; fraction: bigint } {
  const value = new Big(decimal);
  const whole = value.round(0, Big.roundDown);
  const fraction = value.minus(whole).times(new Big(10).pow(FRACTION_DIGITS));
  return { whole: BigInt(whole.toFixed()), fraction: BigInt(fraction.toFixed()) };
}

/** Summed parts as one number of parts of 10^-12: what sums are compared by, and added up further. */
export const partsOf = (whole: string, fraction: string): bigint => BigInt(whole) * PARTS + BigInt(fraction);

/** The decimal that so many parts are. */
export function decimalOf(parts: bigint): string {
  const size = parts < 0n ? -parts : parts;
  const whole = `${parts < 0n ? '-' : ''}${size / PARTS}`;
  const fraction = size % PARTS;
  if (fraction === 0n) return whole;
  return `${whole}.${String(fraction).padStart(FRACTION_DIGITS, '0').replace(/0+$/, '')}`;
}
