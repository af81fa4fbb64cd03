import { expect, test } from 'vitest';
import { figureOf, figureRange, type KeyRange, valueKey, valueRanges } from '../../src/model/value-key.ts';

const key = (unit: string | null, figure: string | null) =>
  valueKey(unit, figure, 'fact_1', '2024-12-31|fact_1');
const isIn = ({ above, below }: KeyRange, text: string): boolean => text > above && text < below;

test('Keys of one unit lie together, in the order of their figures; facts without a figure lie below all.', () => {
  const keys = [
    key(null, null),
    key('%', '5'),
    key('USD', '-2'),
    key('USD', '0'),
    key('USD', '10'),
    key('USD', '9000'),
    key('USD/a', '1'),
    key('t', '1'),
  ];
  expect(keys.toSorted()).toEqual(keys);
});

test('The figure is read back from a key.', () => {
  for (const figure of ['-12.5', '0', '34.2', '100000000'])
    expect(figureOf(key('{vehicle}/a', figure))).toBe(figure);
});

test('Every key lies in just one of the ranges of a list by value: its unit’s, another’s, or that of no figure.', () => {
  const rangesOf = (text: string): number[] =>
    valueRanges('USD').flatMap((range, index) => (isIn(range, text) ? [index] : []));
  expect(rangesOf(key('USD', '1'))).toEqual([0]);
  expect(rangesOf(key('USD/a', '1'))).toEqual([1]);
  expect(rangesOf(key('t', '1'))).toEqual([1]);
  expect(rangesOf(key('%', '1'))).toEqual([2]);
  expect(rangesOf(key(null, null))).toEqual([3]);
});

test('A range of figures holds its ends and no other unit.', () => {
  const range = figureRange('USD', '5', '10');
  for (const figure of ['5', '7.5', '10']) expect(isIn(range, key('USD', figure))).toBe(true);
  for (const figure of ['4.99', '10.01', '-5']) expect(isIn(range, key('USD', figure))).toBe(false);
  expect(isIn(range, key('USDA', '7'))).toBe(false);
  expect(isIn(figureRange('USD', null, null), key('USD', '-900'))).toBe(true);
  expect(isIn(figureRange('USD', '5', null), key('USD', '1000000000'))).toBe(true);
});
