import Big from 'big.js';

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

/** Below zero, zero or above it, as the first of two is smaller, equal or larger. */
export const compareDecimals = (one: string, other: string): number => new Big(one).cmp(other);

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
