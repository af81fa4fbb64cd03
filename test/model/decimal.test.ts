import { describe, expect, it } from 'vitest';
import {
  decimalOf,
  decodeDecimal,
  encodeDecimal,
  encodeDecimalCeiling,
  normaliseDecimal,
  partsOf,
  splitDecimal,
} from '../../src/model/decimal.ts';

/** Smallest first, with the traps of text order: signs, powers of ten, one being the beginning of another. */
const ascending = [
  '-999999999999999.999999999999',
  '-999999999999999',
  '-100000000',
  '-100',
  '-99.99',
  '-10.01',
  '-10',
  '-9.99',
  '-2',
  '-1.23',
  '-1.2',
  '-1',
  '-0.12',
  '-0.1',
  '-0.09',
  '-0.000000000011',
  '-0.00000000001',
  '-0.000000000001',
  '0',
  '0.000000000001',
  '0.00000000001',
  '0.000000000011',
  '0.09',
  '0.1',
  '0.12',
  '1',
  '1.000000000001',
  '1.2',
  '1.23',
  '2',
  '3.7',
  '9.99',
  '10',
  '10.01',
  '34.2',
  '99.99',
  '100',
  '50000',
  '724000',
  '100000000',
  '30000000000',
  '999999999999999',
  '999999999999999.999999999999',
];

const inTextOrder = (texts: readonly string[]): string[] =>
  texts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

describe('normaliseDecimal', () => {
  it.each([
    ['50000', '50000'],
    ['34.2', '34.2'],
    ['34.20', '34.2'],
    ['100.000', '100'],
    ['007', '7'],
    ['0000000000000000000001', '1'],
    ['-34.20', '-34.2'],
    ['1.1234567890120', '1.123456789012'],
  ])('writes %s as %s', (text, normal) => {
    expect(normaliseDecimal(text)).toBe(normal);
  });

  it.each(['0', '-0', '0.000', '-0.0', '000'])('has one zero, without a sign: %s', (text) => {
    expect(normaliseDecimal(text)).toBe('0');
  });

  it('leaves a normal decimal as it is', () => {
    for (const decimal of ascending) expect(normaliseDecimal(decimal)).toBe(decimal);
  });

  it('never falls into exponent notation', () => {
    expect(normaliseDecimal('0.000000000001')).toBe('0.000000000001');
    expect(normaliseDecimal('-0.000000000001')).toBe('-0.000000000001');
    expect(normaliseDecimal('999999999999999')).toBe('999999999999999');
  });

  it('keeps digits that a double would lose', () => {
    expect(normaliseDecimal('999999999999999.999999999999')).toBe('999999999999999.999999999999');
    expect(normaliseDecimal('0.1')).toBe('0.1');
  });

  it.each([
    '',
    ' ',
    '-',
    '.',
    '1.',
    '.5',
    '1e3',
    '1,000',
    '1 000',
    '1_000',
    '0x10',
    'NaN',
    'Infinity',
    '١',
    '5\n',
  ])('refuses %j, which is not a decimal in plain notation', (text) => {
    expect(() => normaliseDecimal(text)).toThrow(RangeError);
    expect(() => normaliseDecimal(text)).toThrow('is not a decimal number such as 50000 or 34.2');
  });

  it('takes 15 digits before the point and refuses 16', () => {
    expect(normaliseDecimal('999999999999999')).toBe('999999999999999');
    expect(() => normaliseDecimal('1000000000000000')).toThrow('more than 15 digits before the point');
    expect(() => normaliseDecimal('-1000000000000000')).toThrow(RangeError);
  });

  it('takes 12 digits after the point and refuses 13, rather than round', () => {
    expect(normaliseDecimal('0.999999999999')).toBe('0.999999999999');
    expect(() => normaliseDecimal('0.9999999999999')).toThrow('more than 12 digits after the point');
    expect(() => normaliseDecimal('0.0000000000001')).toThrow(RangeError);
  });

  it('refuses endless digits without working on them', () => {
    expect(() => normaliseDecimal('9'.repeat(100_000))).toThrow(RangeError);
    expect(() => normaliseDecimal(`0.${'0'.repeat(100_000)}`)).toThrow(RangeError);
  });

  it('reads a plus sign', () => {
    expect(normaliseDecimal('+5')).toBe('5');
  });
});

describe('encodeDecimal', () => {
  it('makes text order the order of numbers, negatives and long fractions included', () => {
    const encoded = ascending.map(encodeDecimal);
    expect(inTextOrder(encoded)).toEqual(encoded);
    expect(new Set(encoded).size).toBe(ascending.length);
  });

  it('keeps that order when an id follows, as in an index key', () => {
    const first = (decimal: string): string => `${encodeDecimal(decimal)}|fact_000000000000000000000000`;
    const last = (decimal: string): string => `${encodeDecimal(decimal)}|fact_ffffffffffffffffffffffff`;
    const keys = ascending.flatMap((decimal) => [first(decimal), last(decimal)]);
    expect(inTextOrder(keys)).toEqual(keys);
  });

  it('orders thousandths on both sides of zero as arithmetic does', () => {
    const inThousandths = [
      -12345, -1234, -1230, -123, -100, -99, -10, -1, 0, 1, 9, 10, 11, 99, 100, 1234, 12345,
    ];
    const texts = inThousandths.map((n) => normaliseDecimal((n / 1000).toFixed(3)));
    expect(inTextOrder(texts.map(encodeDecimal))).toEqual(texts.map(encodeDecimal));
  });

  it('is undone by decodeDecimal, to the last digit', () => {
    for (const decimal of ascending) expect(decodeDecimal(encodeDecimal(decimal))).toBe(decimal);
  });

  it('is plain text without the separator of keys', () => {
    for (const decimal of ascending) expect(encodeDecimal(decimal)).toMatch(/^[0-9!~]+$/);
  });

  it('writes equal numbers alike, however they were put', () => {
    expect(encodeDecimal('34.20')).toBe(encodeDecimal('34.2'));
    expect(encodeDecimal('-0')).toBe(encodeDecimal('0'));
    expect(encodeDecimal('007')).toBe(encodeDecimal('7'));
  });
});

describe('decodeDecimal', () => {
  it('ignores what follows the end mark', () => {
    for (const decimal of ascending)
      expect(decodeDecimal(`${encodeDecimal(decimal)}|fact_0123456789abcdef01234567`)).toBe(decimal);
  });
});

describe('encodeDecimalCeiling', () => {
  it('closes a range that holds every key of the decimal and none of the next', () => {
    for (const [index, decimal] of ascending.entries()) {
      const ceiling = encodeDecimalCeiling(decimal);
      expect(`${encodeDecimal(decimal)}|fact_ffffffffffffffffffffffff` < ceiling).toBe(true);
      const next = ascending[index + 1];
      if (next !== undefined) expect(ceiling < encodeDecimal(next)).toBe(true);
    }
  });
});

describe('splitDecimal, partsOf and decimalOf', () => {
  it('split into a whole part and parts of 10^-12 with one sign', () => {
    expect(splitDecimal('34.2')).toEqual({ whole: 34n, fraction: 200_000_000_000n });
    expect(splitDecimal('-1.5')).toEqual({ whole: -1n, fraction: -500_000_000_000n });
    expect(splitDecimal('-0.000000000001')).toEqual({ whole: 0n, fraction: -1n });
    expect(splitDecimal('0')).toEqual({ whole: 0n, fraction: 0n });
  });

  it('put together again what they split', () => {
    for (const decimal of ascending) {
      const { whole, fraction } = splitDecimal(decimal);
      expect(decimalOf(partsOf(String(whole), String(fraction)))).toBe(decimal);
    }
  });

  it('sum exactly where doubles do not', () => {
    const parts = ['0.1', '0.2', '999999999999999', '0.000000000001', '-0.5'].map(splitDecimal);
    const whole = parts.reduce((sum, part) => sum + part.whole, 0n);
    const fraction = parts.reduce((sum, part) => sum + part.fraction, 0n);
    expect(decimalOf(partsOf(String(whole), String(fraction)))).toBe('999999999999998.800000000001');
  });

  it('carry fractions that add up past one, and signs that differ', () => {
    expect(decimalOf(partsOf('5', '3000000000001'))).toBe('8.000000000001');
    expect(decimalOf(partsOf('1', '-500000000000'))).toBe('0.5');
    expect(decimalOf(partsOf('-1', '1000000000000'))).toBe('0');
    expect(decimalOf(partsOf('-7', '0'))).toBe('-7');
  });

  it('join sums as large as 64 bits hold without an exponent', () => {
    expect(decimalOf(partsOf('9223372036854775807', '9223372036854775807'))).toBe(
      '9223372036863999179.036854775807',
    );
    expect(decimalOf(partsOf('0', '1'))).toBe('0.000000000001');
  });
});
