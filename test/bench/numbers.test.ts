import { expect, test } from 'vitest';
import { median, percentile, spreadOf } from '../../bench/measure/numbers.ts';

test('The median is the middle one, or between the middle two.', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([7])).toBe(7);
});

test('Of a hundred, five are above what ninety-five percent stay below.', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  const p95 = percentile(hundred, 0.95);
  expect(hundred.filter((value) => value >= p95)).toHaveLength(5);
  expect(percentile([5], 0.95)).toBe(5);
});

test('Of nothing there is no median and no percentile.', () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => percentile([], 0.5)).toThrow(RangeError);
});

test('A spread has the median, the least and the most.', () => {
  expect(spreadOf([2, 9, 4])).toEqual({ median: 4, least: 2, most: 9 });
});
