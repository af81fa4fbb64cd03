import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { schema } from '../../schema/schema.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { source } from '../ingest/claims-file-of.ts';
import { loadLines } from '../server/small-graph.ts';
import { tourFiles, tourQueries } from './tour-files.ts';

vi.setConfig({ testTimeout: 60_000 });

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const nameOf = ({ text }: { text: string }): string => /^(?:query|subscription) (\w+)/m.exec(text)?.[1] ?? '';
const tabNames = tourFiles.map(nameOf);

/** The first sentence of a description, as a reader sees it: without the marks of Markdown. */
const descriptionOf = (described: { description?: string | null | undefined } | null | undefined): string =>
  (described?.description ?? 'nothing described').split(/[.:(`]/)[0] ?? '';

interface Visit {
  readonly page: Page;
  /** Whatever went wrong on the page, or away from this server. */
  readonly faults: string[];
  /** Waits until the page has asked nothing for a second. */
  untilQuiet(): Promise<void>;
}

/** The page, freshly visited. */
async function visit(browser: Browser, path = '/graphql'): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const faults: string[] = [];
  let lastAsked = performance.now();
  context.on('request', (request) => {
    lastAsked = performance.now();
    if (!request.url().startsWith(`${steppe.url}/`) && !request.url().startsWith('data:'))
      faults.push(`asked elsewhere: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    // What was still loading when the page was left.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    faults.push(`failed: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  await page.goto(steppe.url + path);
  await query(page).locator('.view-line').first().waitFor();
  const untilQuiet = () =>
    expect.poll(() => performance.now() - lastAsked, { timeout: 20_000 }).toBeGreaterThan(1_000);
  return { page, faults, untilQuiet };
}

const query = (page: Page) => page.locator('.graphiql-query-editor');
const result = (page: Page) => page.locator('.result-window .view-lines');
const tabs = (page: Page): Promise<string[]> => page.getByRole('tab').allInnerTexts();
/** The open tab's name also names the button that closes it. */
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}\\b`) });
const isSelected = async (page: Page, name: string): Promise<boolean> =>
  (await tab(page, name).getAttribute('aria-selected')) === 'true';

/** What GraphiQL keeps for the next visit. */
const stored = (page: Page, key: 'query' | 'tabState'): Promise<string> =>
  page.evaluate(`localStorage.getItem('graphiql:${key}') ?? ''`);

/** Waits until the tabs are stored as they are shown, half a second after the last change. */
async function untilStored(page: Page): Promise<void> {
  const shown = await tabs(page);
  await expect
    .poll(async () => {
      const { tabs }: { tabs: { title: string }[] } = JSON.parse(await stored(page, 'tabState'));
      return tabs.map(({ title }) => title);
    })
    .toEqual(shown);
}

/** Opens a tab and waits until GraphiQL has read its operation, a tenth of a second after the editor shows it. */
async function open(page: Page, name: string): Promise<void> {
  await tab(page, name).click();
  await expect.poll(() => stored(page, 'query')).toMatch(new RegExp(`(query|subscription) ${name} `));
  await query(page)
    .filter({ hasText: new RegExp(`(query|subscription)\\s${name}`) })
    .waitFor();
}

async function run(page: Page, name: string): Promise<Response> {
  const answer = page.waitForResponse(
    (response) => response.request().postDataJSON()?.operationName === name,
  );
  await page.getByRole('button', { name: /^Execute query/ }).click();
  return answer;
}

const isAtHand = existsSync(executablePath);
const inChromium = test.skipIf(!isAtHand);
let graph: Graph;
let steppe: Steppe;
let browser: Browser;

beforeAll(async () => {
  if (!isAtHand) return;
  graph = await openTestGraph();
  await loadArticle(graph);
  await loadSecondSource(graph);
  // Here nobody has planned the statements: the first of each takes seconds on a busy machine.
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
  const page = await fetch(`${steppe.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.status, 'the page: `npm run build:explorer` makes it').toBe(200);
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      // Whatever is asked of another host fails, here and on a machine that is online.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await steppe?.close(0);
  await graph?.close();
});

inChromium('The page opens with the tour, from this server alone and without an error.', async () => {
  const { page, faults, untilQuiet } = await visit(browser);
  expect(await page.title()).toBe('Steppe');
  expect(await tabs(page)).toEqual(tabNames);
  expect(await isSelected(page, 'Story')).toBe(true);
  await open(page, 'SearchAcrossScripts');
  await untilQuiet();
  expect(faults).toEqual([]);
});

inChromium('Every query of the tour runs on the page and shows its data.', async () => {
  const { page, faults } = await visit(browser);
  for (const name of tourQueries.map(nameOf)) {
    await open(page, name);
    const response = await run(page, name);
    const answer: { errors?: unknown; data?: Record<string, unknown> } = await response.json();
    expect(answer.errors, name).toBeUndefined();
    expect(JSON.stringify(answer.data), 'no list of the tour is empty').not.toContain('[]');
    const field = Object.keys(answer.data ?? {})[0];
    await result(page)
      .filter({ hasText: `"${field}":` })
      .waitFor();
  }
  expect(faults).toEqual([]);
});

inChromium('The documentation opens, and describes types, fields and arguments.', async () => {
  const { page, faults } = await visit(browser);
  await page.getByRole('button', { name: /^Show Documentation Explorer/ }).click();
  const docs = page.locator('.graphiql-doc-explorer');
  await docs.getByText('Query', { exact: true }).click();
  await docs.getByText(descriptionOf(schema.getQueryType())).first().waitFor();
  await docs.getByText('search', { exact: true }).click();
  const search = schema.getQueryType()?.getFields().search;
  await docs.getByText(descriptionOf(search)).first().waitFor();
  await docs
    .getByText(descriptionOf(search?.args.find(({ name }) => name === 'text')))
    .first()
    .waitFor();
  expect(faults).toEqual([]);
});

inChromium(
  'Steppe-Include is sent when its line in the Headers tab is taken out of the comment.',
  async () => {
    const { page } = await visit(browser);
    expect(await (await run(page, 'Story')).request().headerValue('steppe-include')).toBeNull();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor-tool .view-line', { hasText: 'Steppe-Include' }).click();
    for (const key of ['Home', 'Delete', 'Delete']) await page.keyboard.press(key);
    expect(await (await run(page, 'Story')).request().headerValue('steppe-include')).toBe('cost, statements');
    await result(page).filter({ hasText: '"entity":' }).waitFor();
  },
);

inChromium(
  'A returning visitor finds the tabs as they were, and can have the tour back beside them.',
  async () => {
    const { page, faults } = await visit(browser);
    await page.getByRole('button', { name: 'New tab' }).click();
    await query(page).locator('.view-lines').click();
    // Monaco closes the brackets.
    await page.keyboard.type('query Mine { about { claimCount');
    await tab(page, 'Mine').waitFor();
    for (const name of ['Story', 'WhoSaysSo']) {
      await open(page, name);
      await page.getByRole('button', { name: 'Close Tab', exact: true }).click();
      await tab(page, name).waitFor({ state: 'detached' });
    }
    const kept = await tabs(page);
    expect(kept).toEqual([...tabNames.slice(2), 'Mine']);
    await untilStored(page);

    await page.reload();
    await query(page).locator('.view-line').first().waitFor();
    expect(await tabs(page)).toEqual(kept);

    await page.getByRole('button', { name: /^Tour/ }).click();
    await query(page).filter({ hasText: 'query Story' }).waitFor();
    expect(await tabs(page)).toEqual([...kept, 'Story', 'WhoSaysSo']);
    expect(await isSelected(page, 'Story')).toBe(true);

    await open(page, 'Mine');
    await untilStored(page);
    await page.goto(`${steppe.url}/graphql?tour`);
    await query(page).filter({ hasText: 'query Story' }).waitFor();
    expect(await tabs(page)).toEqual([...kept, 'Story', 'WhoSaysSo']);
    expect(page.url()).toBe(`${steppe.url}/graphql`);
    expect(faults).toEqual([]);
  },
);

inChromium('The tour’s subscription shows each change as it comes, until it is stopped.', async () => {
  const { page, faults } = await visit(browser);
  await open(page, 'AsItHappens');
  const begun = page.waitForResponse(
    (response) => response.request().postDataJSON()?.operationName === 'AsItHappens',
  );
  await page.getByRole('button', { name: /^Execute query/ }).click();
  expect((await begun).headers()['content-type']).toBe('text/event-stream');
  for (const i of [1, 2]) {
    const { changeNumber } = await loadLines(graph, source(`live_${i}`, { title: `Live ${i}` }));
    await result(page)
      .filter({ hasText: `"number": ${changeNumber}` })
      .waitFor();
  }
  const isOver = (): boolean =>
    steppe.log.some(({ msg, end }) => msg === 'subscription' && end === 'CLIENT_GONE');
  await page.getByRole('button', { name: /^Stop/ }).click();
  await expect.poll(isOver).toBe(true);
  expect(faults).toEqual([]);
});
