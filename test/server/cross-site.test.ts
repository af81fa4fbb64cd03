import { existsSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { serveFor } from './graphs.ts';

const graph = await openTestGraph();
beforeAll(() => loadArticle(graph));
afterAll(() => graph.close());

interface Sent {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Asks with these headers and no others: `fetch` has some of its own. */
async function send(url: string, { method = 'GET', headers, body }: Sent) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(url, { method, headers }, resolve).once('error', reject).end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const isJson = /json/.test(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode,
    headers: response.headers,
    code: isJson ? JSON.parse(text).errors?.[0]?.extensions?.code : undefined,
  };
}

const QUERY = new URLSearchParams({ query: '{ about { claimCount } }' });
const site = (mode: string, dest: string, origin?: string): Record<string, string> => ({
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': mode,
  'sec-fetch-dest': dest,
  ...(origin && { origin }),
});
const EVIL = 'https://evil.example';

test.each<[string, Record<string, string>]>([
  ['as a picture', site('no-cors', 'image')],
  ['as a script', site('no-cors', 'script')],
  ['as a style sheet', site('no-cors', 'style')],
  ['in a frame', site('navigate', 'iframe')],
  ['by fetch', site('cors', 'empty', EVIL)],
  ['by fetch from a page without an origin', site('cors', 'empty', 'null')],
])('What a page of another site asks for %s is refused before anything is read.', async (_, headers) => {
  const steppe = await serveFor(graph);
  for (const search of [
    QUERY,
    new URLSearchParams({ table: 'csv', query: '{ sources { nodes { id } } }' }),
  ]) {
    const slashed = await send(`${steppe.endpoint}/?${search}`, { headers });
    expect(slashed).toMatchObject({ status: 403, code: 'CROSS_SITE_REQUEST' });
    const refused = await send(`${steppe.endpoint}?${search}`, { headers });
    expect(refused).toMatchObject({ status: 403, code: 'CROSS_SITE_REQUEST' });
    expect(refused.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  }
  expect(steppe.log.map(({ statements }) => statements ?? 0)).toEqual([0, 0, 0, 0]);
});

test.each<[string, Record<string, string>]>([
  ['a link to it is followed', site('navigate', 'document')],
  ['a page of the server’s own asks', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
  ['a page of the same site asks', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ['its address is typed', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  ['a program asks', {}],
])('It is answered when %s.', async (_, headers) => {
  const steppe = await serveFor(graph);
  expect(await send(`${steppe.endpoint}?${QUERY}`, { headers })).toMatchObject({
    status: 200,
    headers: { 'x-content-type-options': 'nosniff' },
  });
});

test('Pages that the settings name are answered by fetch, and by nothing that their origin does not come with.', async () => {
  const [one, all] = [
    await serveFor(graph, { STEPPE_CORS_ORIGINS: 'https://a.example,https://b.example' }),
    await serveFor(graph, { STEPPE_CORS_ORIGINS: '*' }),
  ];
  const status = async ({ endpoint }: { endpoint: string }, headers: Record<string, string>) =>
    (await send(`${endpoint}?${QUERY}`, { headers })).status;
  expect(await status(one, site('cors', 'empty', 'https://a.example'))).toBe(200);
  expect(await status(one, site('cors', 'empty', EVIL))).toBe(403);
  expect(await status(all, site('cors', 'empty', EVIL))).toBe(200);
  for (const server of [one, all]) expect(await status(server, site('no-cors', 'image'))).toBe(403);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'What a form of any page can post (%s) writes nothing, also from a browser that does not say whose page it is, and with a token.',
  async (type) => {
    const steppe = await serveFor(graph);
    const { headers: editor } = await callerOf(graph, 'editor');
    const claims = () => runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber');
    const before = await claims();
    const body = JSON.stringify({
      query:
        'mutation { putEntity(input: {kind: PRODUCT, names: [{text: "buses", language: "en"}]}) { changeNumber } }',
    });
    const headers = { 'content-type': type, ...editor };
    expect(await send(steppe.endpoint, { method: 'POST', headers, body })).toMatchObject({ status: 415 });
    const { query } = JSON.parse(body) as { query: string };
    const address = `${steppe.endpoint}?${new URLSearchParams({ query })}`;
    expect((await send(address, { headers: editor })).status).toBe(405);
    expect((await send(address, { method: 'POST', headers, body: '' })).status).toBe(415);
    expect(await claims()).toEqual(before);
  },
);

test('A browser does not ask on behalf of a page that may not: without permission JSON is not even sent.', async () => {
  const steppe = await serveFor(graph);
  const preflight = await send(steppe.endpoint, {
    method: 'OPTIONS',
    headers: {
      origin: EVIL,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  expect(preflight.headers['access-control-allow-headers']).toBeUndefined();
});

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

test.skipIf(!existsSync(executablePath))(
  'In Chromium, a page of another site gets nothing by any way that pages have; one that is named reads the answer.',
  { timeout: 120_000 },
  async () => {
    const page = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>another site</title>');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    // To a browser, localhost and 127.0.0.1 are two sites.
    const origin = `http://localhost:${(page.address() as AddressInfo).port}`;
    const closed = await serveFor(graph);
    const open = await serveFor(graph, { STEPPE_CORS_ORIGINS: origin });
    const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    onTestFinished(async () => {
      await browser.close();
      page.close();
    });
    const tab = await browser.newPage();
    await tab.goto(origin);
    const outcomes = (endpoint: string) =>
      tab.evaluate(async (url) => {
        const settled = (work: Promise<unknown>) => work.then(String, (error: Error) => error.name);
        const element = (name: 'script' | 'img') =>
          new Promise<unknown>((resolve) => {
            const one = document.createElement(name);
            one.onload = () => resolve('loaded');
            one.onerror = () => resolve('not loaded');
            one.src = `${url}?query={about{claimCount}}&as=${name}`;
            document.body.append(one);
          });
        const post = (type: string, mode: RequestMode) =>
          fetch(url, {
            method: 'POST',
            mode,
            headers: { 'content-type': type },
            body: '{"query":"{__typename}"}',
          }).then(({ status }) => status);
        return {
          get: await settled(fetch(`${url}?query={about{claimCount}}`).then(({ status }) => status)),
          json: await settled(post('application/json', 'cors')),
          opaque: await settled(post('text/plain', 'no-cors')),
          script: await element('script'),
          img: await element('img'),
        };
      }, endpoint);
    expect(await outcomes(closed.endpoint)).toEqual({
      get: 'TypeError',
      json: 'TypeError',
      // It is sent, and this is all that a page may know of its answer, 403.
      opaque: '0',
      script: 'not loaded',
      img: 'not loaded',
    });
    const answered = closed.log.filter(({ status }) => status === 200);
    expect(answered).toEqual([]);
    expect(await outcomes(open.endpoint)).toMatchObject({ get: '200', json: '200', script: 'not loaded' });
  },
);
