import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tourFiles } from './tour-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
  }
}

// The one place that says where the server is: its origin, with the article loaded and the page built.
const origin = inject('serverUrl');

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const tabNames = tourFiles.map(({ text }) => /^query (\w+)/m.exec(text)?.[1] ?? '');

/** The page, freshly visited, and whatever went wrong or away on it. */
async function visit(browser: Browser, path = '/graphql'): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const faults: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
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
  await page.goto(origin + path);
  await query(page).locator('.view-line').first().waitFor();
  return { page, faults };
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
  await expect.poll(() => stored(page, 'query')).toContain(`query ${name} `);
  await query(page)
    .filter({ hasText: `query ${name}` })
    .waitFor();
}

async function run(page: Page, name: string): Promise<Response> {
  const answer = page.waitForResponse(
    (response) => response.request().postDataJSON()?.operationName === name,
  );
  await page.getByRole('button', { name: /^Execute query/ }).click();
  return answer;
}

describe.skipIf(!existsSync(executablePath))('GraphiQL in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    const page = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html' } });
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

  afterAll(() => browser?.close());

  test('opens with the tour, from this server alone and without an error', async () => {
    const { page, faults } = await visit(browser);
    expect(await page.title()).toBe('Steppe');
    expect(await tabs(page)).toEqual(tabNames);
    expect(await isSelected(page, 'Story')).toBe(true);
    await open(page, 'SearchAcrossScripts');
    await page.waitForLoadState('networkidle');
    expect(faults).toEqual([]);
  }, 30_000);

  test('runs every query of the tour and shows its data', async () => {
    const { page, faults } = await visit(browser);
    for (const name of tabNames) {
      await open(page, name);
      const response = await run(page, name);
      const answer: { errors?: unknown; data?: Record<string, unknown> } = await response.json();
      expect(answer.errors, name).toBeUndefined();
      const field = Object.keys(answer.data ?? {})[0];
      await result(page)
        .filter({ hasText: `"${field}":` })
        .waitFor();
    }
    expect(faults).toEqual([]);
  }, 60_000);

  test('opens the documentation', async () => {
    const { page, faults } = await visit(browser);
    await page.getByRole('button', { name: /^Show Documentation Explorer/ }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Query', { exact: true }).click();
    await docs.getByText('search', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  }, 30_000);

  test('sends Steppe-Include when its line in the Headers tab is taken out of the comment', async () => {
    const { page } = await visit(browser);
    expect(await (await run(page, 'Story')).request().headerValue('steppe-include')).toBeNull();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor-tool .view-line', { hasText: 'Steppe-Include' }).click();
    for (const key of ['Home', 'Delete', 'Delete']) await page.keyboard.press(key);
    expect(await (await run(page, 'Story')).request().headerValue('steppe-include')).toBe('cost, statements');
    await result(page).filter({ hasText: '"entity":' }).waitFor();
  }, 30_000);

  test('keeps the tabs of a returning visitor, and brings the tour back beside them', async () => {
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
    await page.goto(`${origin}/graphql?tour`);
    await query(page).filter({ hasText: 'query Story' }).waitFor();
    expect(await tabs(page)).toEqual([...kept, 'Story', 'WhoSaysSo']);
    expect(page.url()).toBe(`${origin}/graphql`);
    expect(faults).toEqual([]);
  }, 60_000);
});
