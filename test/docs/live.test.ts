import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { schema } from '../../schema/schema.ts';
import { projectRoot } from '../../src/project-root.ts';
import { settingsTable } from '../../src/settings.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { claim, entity, source } from '../ingest/claims-file-of.ts';
import { until } from '../server/event-reader.ts';
import { loadLines } from '../server/small-graph.ts';

const path = join(projectRoot, 'docs', 'live.md');
const page = readFileSync(path, 'utf8');
const graph = await openTestGraph();
const steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
beforeAll(async () => {
  await loadArticle(graph);
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);

/** The block of a language that holds a word, as it stands but for this server's address. */
function snippet(language: string, word: string): string {
  const found = blocks(language).find((text) => text.includes(word));
  if (!found) throw new Error(`no ${language} with ${word}`);
  return found.replaceAll('http://127.0.0.1:4000/graphql', steppe.endpoint);
}

/** Runs a program until the test ends. @returns what it has printed. */
function run(program: string, ...args: string[]): { readonly output: () => string } {
  const child = spawn(program, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  onTestFinished(() => void process.kill(-(child.pid ?? 0)));
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return { output: () => text };
}

/** Waits until one more subscription than were there has begun. */
const subscriptions = (): number =>
  steppe.log.filter(
    ({ msg, path: asked, operation, errors }) =>
      msg === 'request' && asked === '/graphql' && operation === null && !errors,
  ).length;

test('What curl shows in docs/live.md is what it shows (README=write writes it).', async () => {
  const { output } = run('bash', '-c', snippet('bash', 'curl'));
  await until(() => output().includes('id: '));
  await loadSecondSource(graph);
  await until(() => output().includes('event: next') && output().endsWith('\n\n'));
  const shown = output().trim();
  const text = page.replace(/(```\n)retry: .*?(\n```)/s, (_, start, end) => start + shown + end);
  if (process.env.README === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});

let made = 0;
const somethingIsMade = async (): Promise<void> => {
  made += 1;
  await loadLines(
    graph,
    source('live'),
    entity('org_live'),
    entity('product_live'),
    claim('org_live', 'PRODUCES', 'product_live', { period: String(2000 + made) }),
  );
};

test.each([
  ['EventSource', /^ADDED org_live$/m],
  ['graphql-sse', /^ADDED fact_\w+$/m],
])('The snippet with %s in docs/live.md runs, and prints what became of facts.', async (word, printed) => {
  const before = subscriptions();
  const { output } = run(process.execPath, '--input-type=module', '-e', snippet('js', word));
  await until(() => subscriptions() > before + (word === 'graphql-sse' ? 1 : 0));
  await somethingIsMade();
  await until(() => printed.test(output()));
  expect(output()).toMatch(printed);
});

test('The subscription in docs/live.md is one that the schema has; it names only settings that there are.', () => {
  const documents = blocks('graphql');
  expect(documents.length).toBeGreaterThan(0);
  for (const text of documents) expect(validate(schema, parse(text))).toEqual([]);
  const named = [...page.matchAll(/`(STEPPE_\w+)`/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in settingsTable))).toEqual([]);
});
