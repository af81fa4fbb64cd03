import { expect, test } from 'vitest';
import { type Caller, hasRole, roleNames } from '../../src/auth/caller.ts';
import { readExpiry } from '../../src/auth/expiry.ts';
import { hashOf, looksLikeSecret, newSecret } from '../../src/auth/secret.ts';

test('A secret is steppe_ and 256 random bits, never the same, and is known by its look.', () => {
  const secrets = Array.from({ length: 1_000 }, newSecret);
  expect(new Set(secrets).size).toBe(1_000);
  for (const secret of secrets) {
    expect(looksLikeSecret(secret)).toBe(true);
    expect(Buffer.from(secret.slice('steppe_'.length), 'base64url')).toHaveLength(32);
  }
  for (const text of ['', 'steppe_', `${newSecret()}=`, ` ${newSecret()}`, newSecret().toUpperCase()])
    expect(looksLikeSecret(text)).toBe(false);
});

test('A secret’s hash is its SHA-256.', () => {
  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('Roles go up from reader over editor to admin; whoever shows no token has none.', () => {
  const held = (role: Caller['role']) =>
    roleNames.filter((wanted) => hasRole({ id: '', name: '', role }, wanted));
  expect(held('reader')).toEqual(['reader']);
  expect(held('editor')).toEqual(['reader', 'editor']);
  expect(held('admin')).toEqual(['reader', 'editor', 'admin']);
  expect(hasRole(null, 'reader')).toBe(false);
});

test('A time to expire is told in hours, days or weeks, or is never.', () => {
  const now = new Date('2026-02-28T12:00:00Z');
  expect(readExpiry('12h', now)).toBe('2026-03-01T00:00:00.000Z');
  expect(readExpiry('90d', now)).toBe('2026-05-29T12:00:00.000Z');
  expect(readExpiry('2w', now)).toBe('2026-03-14T12:00:00.000Z');
  expect(readExpiry('never', now)).toBeNull();
});

test.each(['', '90', 'd', '0d', '-1d', '1.5d', '90 d', '1y', 'Never', '99999999999d'])(
  'A time to expire of %j is refused with what would do.',
  (text) => {
    expect(() => readExpiry(text, new Date())).toThrow(
      `--expires: "${text}" is no length of time: give hours`,
    );
  },
);
