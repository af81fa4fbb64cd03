import { expect, test } from 'vitest';
import { isMet, medianOf, ratios } from '../../bench/report/ratios.ts';
import { aWorkload, without } from './a-run.ts';

// Each round the machine was busy otherwise, with all servers alike.
const result = aWorkload('W1', { steppe: [1_000, 500, 260], 'neo4j-graphql': [200, 100, 65] });
const target = { workload: 'W1', slot: 'distinct16', against: 'neo4j-graphql' } as const;

test('Ratios are of one round each.', () => {
  expect(ratios(result, 'distinct16', 'neo4j-graphql', 'perSecond')).toEqual({
    median: 5,
    least: 4,
    most: 5,
  });
});

test('Of times less is better, and so the ratio is the other way round.', () => {
  expect(ratios(result, 'one', 'neo4j-graphql', 'p50')).toEqual({ median: 0.2, least: 0.2, most: 0.25 });
});

test('A server that was not measured has no ratio, nor has one measured in other rounds.', () => {
  expect(ratios(result, 'distinct16', 'postgraphile', 'perSecond')).toBeNull();
  expect(ratios(without(result, 'one'), 'one', 'neo4j-graphql', 'p50')).toBeNull();
  const fewer = aWorkload('W3', { steppe: [100, 100, 100], 'neo4j-graphql': [4] });
  expect(ratios(fewer, 'distinct16', 'neo4j-graphql', 'perSecond')).toEqual({
    median: 25,
    least: 25,
    most: 25,
  });
});

test('A target is met by the median, at its very value too.', () => {
  expect(isMet(result, { ...target, perSecond: 5 })).toBe(true);
  expect(isMet(result, { ...target, perSecond: 5.01 })).toBe(false);
  expect(isMet(result, { ...target, slot: 'one', p50: 0.2 })).toBe(true);
  expect(isMet(result, { ...target, slot: 'one', p50: 0.19 })).toBe(false);
  expect(isMet(result, { ...target, against: 'floor', perSecond: 1 })).toBeNull();
});

test('A figure is the median of the rounds.', () => {
  expect(medianOf(result, 'distinct16', 'steppe', 'perSecond')).toBe(500);
  expect(medianOf(result, 'distinct16', 'floor', 'perSecond')).toBeNull();
});
