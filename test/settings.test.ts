import { expect, test } from 'vitest';
import { isExploring, readSettings, unknownSettings } from '../src/settings.ts';

test.each([
  [{}, true],
  [{ NODE_ENV: 'test' }, true],
  [{ NODE_ENV: 'production' }, false],
  [{ NODE_ENV: 'prod' }, false],
  [{ NODE_ENV: 'production', STEPPE_EXPLORE: 'on' }, true],
  [{ STEPPE_EXPLORE: 'off' }, false],
])('With %o exploring is %s.', (env, expected) => {
  expect(isExploring(readSettings(env))).toBe(expected);
});

test.each([
  [{ PORT: 'abc' }, 'PORT: "abc" is not usable: it must be a whole number, from 0 to 65535.'],
  [{ PORT: '65536' }, 'PORT: "65536" is not usable: it must be a whole number, from 0 to 65535.'],
  [{ PORT: '0x10' }, 'PORT: "0x10" is not usable: it must be a whole number, from 0 to 65535.'],
  [{ STEPPE_REQUEST_TIMEOUT_MS: '99999999999' }, 'it must be a whole number, from 1 to 3600000.'],
  [{ STEPPE_CORS_ORIGINS: 'https://a.example, b.example' }, '"b.example" is no origin'],
  [{ STEPPE_CORS_ORIGINS: 'https://a.example/app' }, '"https://a.example/app" is no origin'],
  [{ STEPPE_MAX_PAGE: '1.5' }, 'STEPPE_MAX_PAGE: "1.5" is not usable: it must be a whole number, 1 or more.'],
  [{ STEPPE_DEFAULT_PAGE: '500' }, 'STEPPE_DEFAULT_PAGE: 500 is more than STEPPE_MAX_PAGE, 100'],
])('%o is refused in a sentence.', (env, message) => {
  expect(() => readSettings(env)).toThrow(message);
});

test('Where only the largest page is set smaller, the default page is as small.', () => {
  expect(readSettings({ STEPPE_MAX_PAGE: '5' }).STEPPE_DEFAULT_PAGE).toBe(5);
});

test('A blank setting is its default, and a list is read with its commas.', () => {
  const settings = readSettings({
    PORT: ' ',
    STEPPE_CORS_ORIGINS: ' https://a.example/ , http://localhost:5173,',
  });
  expect(settings.PORT).toBe(4000);
  expect(settings.STEPPE_CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173']);
});

test('Names that look like settings and are none are told.', () => {
  expect(unknownSettings({ STEPPE_MAXPAGE: '3', STEPPE_MAX_PAGE: '3', PATH: '' })).toEqual([
    'STEPPE_MAXPAGE',
  ]);
});
