import { describe, expect, it } from 'vitest';
import { contentId } from '../../src/model/ids.ts';

describe('contentId', () => {
  it('is a prefix and 24 hexadecimal digits', () => {
    for (const prefix of ['claim', 'fact', 'source'] as const)
      expect(contentId(prefix, ['a'])).toMatch(new RegExp(`^${prefix}_[0-9a-f]{24}$`));
  });

  it('is the same for the same content on every machine and in every release', () => {
    // The first 96 bits of the SHA-256 of `["org_changan",null,"中国"]`: stored ids depend on it.
    expect(contentId('fact', ['org_changan', null, '中国'])).toBe('fact_f0c990174069a714e4546e5d');
    expect(contentId('fact', ['a', 'b'])).toBe(contentId('fact', ['a', 'b']));
  });

  it('has the same digits under every prefix', () => {
    expect(contentId('claim', ['a']).slice('claim_'.length)).toBe(
      contentId('fact', ['a']).slice('fact_'.length),
    );
  });

  it.each([
    ['another order', ['a', 'b'], ['b', 'a']],
    ['parts cut elsewhere', ['ab', 'c'], ['a', 'bc']],
    ['nothing and the word for it', [null], ['null']],
    ['nothing and an empty text', [null], ['']],
    ['an empty part more', ['a'], ['a', '']],
    ['no parts and an empty one', [], ['']],
    ['letters of another case', ['a'], ['A']],
    ['separators inside a part', ['a","b'], ['a', 'b']],
  ])('differs for %s', (_, a, b) => {
    expect(contentId('claim', a)).not.toBe(contentId('claim', b));
  });

  it('keeps many near neighbours apart', () => {
    const ids = Array.from({ length: 10_000 }, (_, row) => contentId('claim', ['source_x', `row ${row}`]));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
