import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deepestNesting } from '../../src/plugins/deepest-nesting.ts';
import { DocumentCache } from '../../src/plugins/document-cache.ts';
import { type LimitedServer, startServer } from './limited-server.ts';

const LIMIT = 100;
let steppe: LimitedServer;
let roomy: LimitedServer;
beforeAll(async () => {
  steppe = await startServer({ env: { STEPPE_MAX_TOKENS: String(LIMIT) } });
  roomy = await startServer();
});
afterAll(() => Promise.all([steppe.close(), roomy.close()]));

test('A document of just so many tokens is answered; one more is refused with the limit and what to do.', async () => {
  const tokens = (count: number) => `{ ${'__typename '.repeat(count - 2)}}`;
  expect((await steppe.ask(tokens(LIMIT))).status).toBe(200);
  for (let twice = 0; twice < 2; twice++)
    expect(await steppe.ask(tokens(LIMIT + 1))).toEqual({
      status: 400,
      errors: [
        {
          message:
            'The number of tokens in this document is over 100. Pass values as variables, share selections by fragments, or split the query.',
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'tokens', maximum: LIMIT },
        },
      ],
    });
  expect((await steppe.ask(tokens(LIMIT + 1), {}, { accept: 'application/json' })).status).toBe(200);
});

test('Comments are no tokens, but are limited like them.', async () => {
  expect((await steppe.ask(`{ __typename }${'#\n'.repeat(LIMIT)}`)).status).toBe(200);
  expect((await steppe.ask(`{ __typename }${'#\n'.repeat(LIMIT + 1)}`)).errors).toMatchObject([
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'comments', maximum: LIMIT } },
  ]);
});

test('Brackets that nest deeper than a parser has stack for are refused, of whatever kind they are.', async () => {
  const deep = 2_400;
  for (const document of [
    '{a'.repeat(deep),
    `{ nodes(ids: ${'['.repeat(deep)}${']'.repeat(deep)}) { id } }`,
    `query ($a: ${'['.repeat(deep)}ID${']'.repeat(deep)}) { nodes(ids: $a) { id } }`,
    `{ totals(where: ${'{ a: '.repeat(1_600)}`,
  ]) {
    const { status, errors } = await roomy.ask(document);
    expect(status).toBe(400);
    expect(errors).toEqual([
      {
        message: 'The nesting of brackets in this document is over 500. Ask for fewer levels.',
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'nesting', maximum: 500 },
      },
    ]);
  }
});

test('Brackets in strings and comments do not nest, and no string hides those behind it.', () => {
  expect(deepestNesting('{ a(b: [1, {c: 2}]) }')).toBe(4);
  for (const aside of ['"[[["', '"\\"[[["', '"""[[[ \\""" ["[ """', '# [[[\n', '# [[[\r', '""'])
    expect(deepestNesting(`{ a(b: ${aside} {`), aside).toBe(3);
  for (const broken of ['"[[[', '"""[[[', '# [[[', '"""[[[\\"""'])
    expect(deepestNesting(`{${broken}`), broken).toBe(1);
  expect(deepestNesting('"a\n[[[')).toBe(3);
});

test('A field selected too often to be compared with itself is refused within a second.', async () => {
  const start = performance.now();
  const { status, errors } = await roomy.ask(`{ ${'__typename '.repeat(4_900)}}`);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(status).toBe(400);
  expect(errors?.[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit: 'comparisons' });
});

test('A document that does not parse is still told where and why.', async () => {
  const { status, errors } = await steppe.ask('{ entities(first: 1 }');
  expect(status).toBe(400);
  expect(errors).toMatchObject([
    { message: 'Syntax Error: Expected Name, found "}".', extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
  ]);
});

test('The cache keeps the documents asked for last, up to its bytes.', () => {
  const text = (i: number) => `{ a${i} }`;
  const cache = new DocumentCache(10_000);
  for (let i = 0; i < 100; i++) {
    cache.set(text(i), parse(text(i)));
    expect(cache.get(text(0))).toBeDefined();
  }
  expect(cache.size).toBeGreaterThan(1);
  expect(cache.size).toBeLessThan(10);
  expect(cache.get(text(99))).toBeDefined();
  expect(cache.get(text(50))).toBeUndefined();
});

test('The cache weighs tokens, comments and text: what is larger than all of it is not kept.', () => {
  for (const large of [`{ ${'a '.repeat(100)}}`, `{ a }${'#\n'.repeat(100)}`, `{ a }${' '.repeat(2_000)}`]) {
    const cache = new DocumentCache(20_000);
    cache.set('{ small }', parse('{ small }'));
    cache.set(large, parse(large));
    expect(cache.get(large), large).toBeUndefined();
  }
});
