import Big from 'big.js';
import type { NumberFormat } from './cell-format.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = new WeakMap<NumberFormat, RegExp>();

function patternOf(format: NumberFormat): RegExp {
  let pattern = patterns.get(format);
  if (!pattern) {
    const point = escaped(format.decimal ?? '.');
    // A blank between thousands is often a no-break or a thin one.
    const comma =
      format.thousands && (format.thousands === ' ' ? '[ \u00a0\u202f\u2009]' : escaped(format.thousands));
    const whole = comma ? `\\d{1,3}(?:${comma}\\d{3})+|\\d+` : '\\d+';
    const prefix = format.prefix ? `(?:${escaped(format.prefix)}\\s*)?` : '';
    const suffix = format.suffix ? `(?:\\s*${escaped(format.suffix)})?` : '';
    pattern = new RegExp(`^(-?)${prefix}(${whole})(?:${point}(\\d+))?${suffix}$`);
    patterns.set(format, pattern);
  }
  return pattern;
}

/**
 * Reads a figure in the format that a mapping declares: "$285,000,000.00" is 285000000.
 * @throws RangeError when it is not in that format.
 */
export function readNumber(text: string, format: NumberFormat): Big {
  const [, sign, whole = '', fraction] = patternOf(format).exec(text.trim()) ?? [];
  if (whole === '') throw new RangeError(`"${text}" is not a number in the mapping’s format`);
  return new Big(`${sign ?? ''}${whole.replace(/\D/g, '')}${fraction ? `.${fraction}` : ''}`);
}

/** Digits after the point that claims can hold; binary fractions of a workbook go beyond. */
const MOST_DIGITS = 12;

/**
 * The figure multiplied, and rounded where the mapping says so, in plain notation.
 * @throws RangeError when it has more digits than claims can hold: none is dropped that the mapping does not drop.
 */
export function finishNumber(figure: Big, multiply: string | undefined, round: number | undefined): string {
  const product = multiply === undefined ? figure : figure.times(multiply);
  if (round !== undefined) return product.round(round, Big.roundHalfEven).toFixed();
  if (!product.round(MOST_DIGITS).eq(product))
    throw new RangeError(
      `${product.toFixed()} has more than ${MOST_DIGITS} digits after the point; \`round\` in the mapping says how many to keep`,
    );
  return product.toFixed();
}
