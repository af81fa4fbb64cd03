import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../../src/engine/free-port.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { until } from './event-reader.ts';
import { leavingDatabase } from './leaving-database.ts';
import { follow, serveLive } from './live-graph.ts';
import { changeSomething } from './small-graph.ts';

vi.setConfig({ testTimeout: 120_000 });

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isAtHand = existsSync(executablePath);
const client = join(projectRoot, 'node_modules', 'graphql-sse', 'lib');
const { graph } = await serveLive();
let browser: Browser;
beforeAll(async () => {
  if (!isAtHand) return;
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
});
afterAll(() => browser?.close());

/** An empty page of this origin, with graphql-sse as `sse`. */
async function openPage(origin: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.route(`${origin}/reader/*`, (route) => {
    const name = new URL(route.request().url()).pathname.replace('/reader/', '');
    if (name !== '')
      return route.fulfill({
        contentType: 'text/javascript',
        body: readFileSync(join(client, name), 'utf8'),
      });
    const body = '<script type="module">import * as sse from "./client.mjs"; window.sse = sse;</script>';
    return route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto(`${origin}/reader/`);
  await page.waitForFunction('window.sse');
  return page;
}

const query = 'subscription { factsChanged { change { number } } }';
const CLIENTS = {
  'graphql-sse': `
    let seen;
    sse.createClient({
      url: '/graphql',
      headers: () => (seen === undefined ? {} : { 'Last-Event-ID': String(seen) }),
      retryAttempts: Infinity,
      retry: () => new Promise((resolve) => setTimeout(resolve, 100)),
    }).subscribe({ query: '${query}' }, {
      next: ({ data }) => told.push((seen = data.factsChanged.change.number)),
      error: (error) => ends.push(String(error)),
      complete: () => ends.push('complete'),
    });`,
  EventSource: `
    const events = new EventSource('/graphql?query=' + encodeURIComponent('${query}'));
    events.addEventListener('next', ({ data }) => told.push(JSON.parse(data).data.factsChanged.change.number));
    events.addEventListener('complete', () => ends.push('complete'));`,
};

test.skipIf(!isAtHand).each(Object.entries(CLIENTS))(
  'In a browser %s comes again to a server that stopped right behind an event, also while its database is away, and misses nothing.',
  async (_, script) => {
    const database = await leavingDatabase();
    const PORT = String(await freePort());
    const serve = (): Promise<Steppe> =>
      startSteppe(database.graph, { PORT, STEPPE_REQUEST_TIMEOUT_MS: '120000' });
    let steppe = await serve();
    onTestFinished(() => steppe.close(0));
    const asked = () => steppe.log.filter(({ msg, path }) => msg === 'request' && path === '/graphql');
    const page = await openPage(steppe.url);
    await page.evaluate(`window.told = []; window.ends = []; { ${script} }`);
    const made: number[] = [];
    for (let round = 0; round < 3; round++) {
      await until(() => asked().length > 0);
      let closed: Promise<void> | undefined;
      // The page’s event is sent at the same time.
      const onEvent = (): void => {
        closed ??= steppe.close(5_000);
      };
      await follow(steppe.endpoint, { query, onEvent });
      made.push(await changeSomething(graph));
      await until(() => closed !== undefined);
      await closed;
      database.leave();
      steppe = await serve();
      await until(() => asked().length > 1);
      made.push(await changeSomething(graph));
      database.comeBack();
      await expect.poll(() => page.evaluate('told'), { timeout: 30_000 }).toEqual(made);
    }
    expect(await page.evaluate('ends')).toEqual([]);
  },
);
