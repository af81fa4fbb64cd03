import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { examplePages, installPackages, runIn, shipSchema } from './example-pages.ts';

/** One program after the other, on a machine that may be busy. */
const patient = { timeout: 240_000 };

const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadFile(graph, join(examplePages, 'investments.jsonl'));
  steppe = await startSteppe(graph, {
    STEPPE_CORS_ORIGINS: 'http://localhost:5173',
    // Each question is planned for the first time.
    STEPPE_REQUEST_TIMEOUT_MS: '60000',
  });
  await installPackages(examplePages);
  shipSchema();
}, 480_000);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

test.each([
  ['relay-compiler', []],
  ['graphql-codegen', []],
  ['gql.tada', ['generate-output']],
])('%s takes the shipped schema and makes its types of it.', patient, async (command, args) => {
  expect(await runIn(examplePages, command, args)).toMatchObject({ code: 0 });
});

test(
  'Where npm’s registry cannot be reached, it is said what is missing and how to go on without.',
  patient,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'steppe-pages-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(join(examplePages, file), join(folder, file));
    const unreachable = {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'cache'),
    };
    await expect(installPackages(folder, unreachable)).rejects.toThrow(
      /^The packages of examples\/frontends .* could not be installed.*--exclude 'test\/frontends\/\*\*'.*ECONNREFUSED/s,
    );
  },
);

test('relay-compiler refuses @defer, as the schema has none.', patient, async () => {
  const folder = mkdtempSync(join(examplePages, 'relay', 'deferred-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'deferred.ts'),
    "import { graphql } from 'relay-runtime';\n" +
      'void graphql`query deferredQuery { about { ...deferred_about @defer(label: "late") } }`;\n' +
      'void graphql`fragment deferred_about on About { claimCount }`;\n',
  );
  const { code, stdout, stderr } = await runIn(examplePages, 'relay-compiler', []);
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain("Unknown directive 'defer'");
});

test('The pages compile under strict with the types made of the schema.', patient, async () => {
  expect(await runIn(examplePages, 'tsc', [])).toMatchObject({ code: 0, stdout: '' });
});

test('The pages are built for a browser.', patient, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steppe-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(await runIn(examplePages, 'vite', ['build', '--outDir', folder, '--emptyOutDir'])).toMatchObject({
    code: 0,
  });
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['apollo.html', 'index.html', 'relay.html', 'urql.html']),
  );
});

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

test(
  'Relay, Apollo Client and urql page, refetch, follow changes and tell errors as their tests say, on a live server.',
  patient,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'steppe-pages-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const outputFile = join(folder, 'report.json');
    const { secret } = await callerOf(graph, 'editor');
    const { stdout, stderr } = await runIn(
      examplePages,
      'vitest',
      ['run', '--reporter=json', `--outputFile=${outputFile}`],
      { STEPPE_URL: steppe.endpoint, STEPPE_TOKEN: secret },
    );
    let report: Report;
    try {
      report = JSON.parse(readFileSync(outputFile, 'utf8'));
    } catch {
      throw new Error(`The pages’ tests did not end:\n${stdout}\n${stderr}`);
    }
    const results = report.testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [{ file: name, title: message, status: 'failed', why: '' }] : []),
      ...assertionResults.map(({ title, status, failureMessages }) => ({
        file: name.replace(/.*\//, ''),
        title,
        status,
        why: failureMessages.join('\n'),
      })),
    ]);
    expect(results.filter(({ status }) => status === 'failed')).toEqual([]);
    // What a client cannot do is left out, and nothing else.
    expect(
      results.flatMap(({ file, title, status }) => (status === 'passed' ? [] : [`${file}: ${title}`])),
    ).toEqual(['urql.test.tsx: From the second, pages go both ways.']);
    for (const client of ['relay', 'apollo', 'urql']) {
      expect(results.filter(({ file }) => file === `${client}.test.tsx`).length).toBeGreaterThan(6);
      expect(results.filter(({ file }) => file === `${client}-events.test.ts`)).toHaveLength(2);
    }
  },
);
