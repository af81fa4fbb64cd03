import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSchema, createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useGraphiql } from '../../src/plugins/graphiql.ts';

const directory = mkdtempSync(join(tmpdir(), 'steppe-explorer-'));
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const SCRIPT = 'console.log("Қостанай")';

const serve = (from: string) => {
  const yoga = createYoga({
    schema: createSchema({
      typeDefs: 'type Query { answer: Int }',
      resolvers: { Query: { answer: () => 42 } },
    }),
    graphiql: false,
    landingPage: false,
    logging: false,
    plugins: [useGraphiql({ directory: from })],
  });
  return (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    yoga.fetch(`http://localhost${path}`, { method, headers });
};
let get: ReturnType<typeof serve>;

beforeAll(() => {
  mkdirSync(join(directory, 'graphql', 'assets'), { recursive: true });
  writeFileSync(join(directory, 'index.html'), '<title>Steppe</title>');
  writeFileSync(join(directory, 'secret.js'), 'not below the assets');
  writeFileSync(join(directory, 'graphql', 'assets', 'page-1a2b.js'), SCRIPT);
  get = serve(directory);
});

afterAll(() => rmSync(directory, { recursive: true }));

test('a browser gets the page, under a policy that lets nothing in from elsewhere', async () => {
  const response = await get('/graphql', { accept: BROWSER });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<title>Steppe</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
});

test.each([
  ['nothing', ''],
  ['anything', '*/*'],
  ['JSON', 'application/json'],
  ['JSON rather than HTML', 'application/graphql-response+json, text/html;q=0.9'],
  ['no HTML', 'text/html;q=0, */*'],
])('a GET that accepts %s is left to GraphQL', async (_, accept) => {
  const response = await get('/graphql', accept ? { accept } : {});
  expect(response.headers.get('content-type')).not.toContain('text/html');
});

test('a browser that sends a query gets its answer', async () => {
  const response = await get('/graphql?query={answer}', { accept: BROWSER });
  expect(await response.json()).toEqual({ data: { answer: 42 } });
});

test('an asset is typed and may be kept for good', async () => {
  const response = await get('/graphql/assets/page-1a2b.js');
  expect(await response.text()).toBe(SCRIPT);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('an asset is compressed for whoever can read that', async () => {
  const response = await get('/graphql/assets/page-1a2b.js', { 'accept-encoding': 'gzip, br' });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(gzipSync(SCRIPT));
});

test('HEAD is GET without the body', async () => {
  const response = await get('/graphql', { accept: BROWSER }, 'HEAD');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe('');
});

test.each([
  '/graphql/assets/',
  '/graphql/assets/gone.js',
  '/graphql/assets/../../secret.js',
  '/graphql/assets/%2e%2e/%2e%2e/secret.js',
  '/graphql/assets/..%2f..%2fsecret.js',
  '/graphql/assets/..%5c..%5csecret.js',
  '/secret.js',
  '/index.html',
])('%s is not found', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('without a build the page says how to make one, and GraphQL answers', async () => {
  const bare = serve(join(directory, 'nowhere'));
  const page = await bare('/graphql', { accept: BROWSER });
  expect(page.status).toBe(503);
  expect(page.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await page.text()).toContain('npm run build');
  const answer = await bare('/graphql?query={answer}', { accept: 'application/json' });
  expect(await answer.json()).toEqual({ data: { answer: 42 } });
});
