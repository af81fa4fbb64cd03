import { expect, test } from 'vitest';
import { blocksOf } from '../../src/model/name-blocks.ts';
import { foldName } from '../../src/model/names.ts';

const blocks = (name: string, kind = 'ORGANIZATION') => blocksOf(`${kind}|${foldName(name)}`);

test.each([
  ['Allur Auto', 'AllurAuto'],
  ['Allur Auto', 'Auto Allur'],
  ['Qostanay Motors', 'Kostanai Motors'],
  ['Қостанай', 'Kostanay'],
  ['ArcelorMittal Temirtau', 'Arcelor Mital Temirtau'],
  ['Temir Zholy', 'Temir Joly'],
])('%s and %s have the same letters, as far as letters are told apart.', (one, other) => {
  expect(blocks(one).lettersBlock).toBe(blocks(other).lettersBlock);
});

test.each([
  ['Allur Auto', 'AllurGroup'],
  ['Unit 1', 'Unit 2'],
  ['Ural', 'Orel'],
  ['Baowu Steel', 'Baotou Steel'],
])('%s and %s have not.', (one, other) => {
  expect(blocks(one).lettersBlock).not.toBe(blocks(other).lettersBlock);
});

test.each([
  ['Qarmet', 'Qarmet Steel', 'ORGANIZATION|krmt'],
  ['China Baowu', 'China Baowu Steel Group', 'ORGANIZATION|knbv'],
  ['Power Station Unit 1', 'Power Station, Unit 2', 'ORGANIZATION|pvrstn'],
])('%s and %s begin alike: %s.', (one, other, head) => {
  expect([blocks(one).headBlock, blocks(other).headBlock]).toEqual([head, head]);
});

test('A name of few consonants begins like none, and has the same letters as itself alone.', () => {
  expect(blocks('Aoi')).toEqual({ lettersBlock: 'ORGANIZATION|=aoi', headBlock: null });
  expect(blocks('Ural Auto').headBlock).toBeNull();
});

test('Names of two kinds share no block.', () => {
  const [one, other] = [blocks('Kostanay Motors'), blocks('Kostanay Motors', 'FACILITY')];
  expect(one.lettersBlock).not.toBe(other.lettersBlock);
  expect(one.headBlock).not.toBe(other.headBlock);
});
