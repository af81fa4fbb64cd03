import { expect, test } from 'vitest';
import { bare, firstDifference, rows } from '../../bench/measure/bare.ts';

test('Answers of servers that name and nest fields otherwise come to the same.', () => {
  const steppe = {
    entity: {
      name: 'Changan',
      investments: {
        edges: [
          { amount: { amount: '100', unit: 'USD' }, period: { edtf: '2024' }, node: { name: 'Plant' } },
        ],
      },
    },
  };
  const peer = {
    byId: {
      name: 'Changan',
      investedIns: { nodes: [{ amount: '100', unit: 'USD', period: '2024', to: { name: 'Plant' } }] },
    },
  };
  expect(bare(steppe)).toEqual(['Changan', [['100', 'USD', '2024', 'Plant']]]);
  expect(bare(peer)).toEqual(bare(steppe));
});

test('What is null is as if it were not there, of a figure as of the whole quantity.', () => {
  expect(bare({ amount: null, node: { name: 'x' } })).toEqual(['x']);
  expect(bare({ properties: { amount: null, unit: null }, node: { name: 'x' } })).toEqual(['x']);
});

test('An empty list is not nothing.', () => {
  expect(bare({ name: 'x', list: [] })).toEqual(['x', []]);
});

test('Columns become the rows of an answer.', () => {
  const columns = { amount: ['1', null], unit: ['USD', null], node: ['a', 'b'] };
  expect(rows(columns)).toEqual([['1', 'USD', 'a'], ['b']]);
});

test('A difference says where it is and what both have there.', () => {
  expect(firstDifference([['a', 1]], [['a', 1]])).toBeNull();
  expect(firstDifference([['a', 1]], [['a', 2]])).toBe('at [0][1]: 1 and 2');
  expect(firstDifference([['a']], [['a'], ['b']])).toBe('at [1]: nothing and ["b"]');
  expect(firstDifference('a', ['a'])).toContain('the top');
});
