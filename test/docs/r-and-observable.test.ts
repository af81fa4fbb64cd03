import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { programPath } from '../../src/engine/program-path.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { entity, observed, source } from '../ingest/claims-file-of.ts';
import { loadLines } from '../server/small-graph.ts';

/** The lines for R and Observable as the pages have them, read by R and in a browser. Those for Python: python/tests/test_docs.py. */
vi.setConfig({ testTimeout: 60_000 });

const pageNamed = (name: string): string => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const page = pageNamed('r-julia-observable.md');

/** The one block of code in a language. */
function blockOf(text: string, language: string): string {
  const [block, ...others] = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))];
  if (!block?.[1] || others.length > 0) throw new Error(`not one block of ${language}`);
  return block[1];
}

const query = `{
  facts {
    nodes {
      subject { who: name }
      variable
      value { figure: amount unit }
      period { end }
      source: sourceCount
      isDisputed
    }
  }
}
`;

/** More than one page of a table holds. */
const ROWS = 3_000;
const graph = await openTestGraph();
const steppe = await startSteppe(graph);
beforeAll(async () => {
  await loadLines(
    graph,
    source('one'),
    entity('org_a', { names: [{ text: 'Société Générale, “Été”', language: 'fr' }] }),
    entity('org_b', { names: [{ text: 'Қостанай Алтын', language: 'kk' }] }),
    entity('org_c', { names: [{ text: '长安', language: 'zh' }] }),
    observed('org_a', 'jobs', { value: { amount: '1000.25', unit: '{job}' }, period: '2024-03-05' }),
    observed('org_b', 'total investment', { value: { amount: '30000000000', unit: 'USD' }, period: '2023' }),
    observed('org_c', 'mood', { text: 'good' }),
  );
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

/** A server that sends a table’s first rows before it knows that there are too many. */
async function limited(graph: Graph, env: Record<string, string> = {}): Promise<Steppe> {
  await loadLines(graph, ...Array.from({ length: ROWS }, (_, i) => entity(`product_${i}`)));
  const server = await startSteppe(graph, { STEPPE_MAX_ROWS: String(ROWS), ...env });
  onTestFinished(() => server.close(0));
  return server;
}

const rscript = programPath('Rscript', process.env);

/** What R makes of a table, a line a column: its name, its class, its values. @param script leaves a data frame as its value. */
async function columnsInR(
  script: string,
  locale: string,
  url = steppe.url,
): Promise<Record<string, string[]>> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ask.graphql'), query);
  writeFileSync(join(folder, 'page.R'), script.replaceAll('http://127.0.0.1:4000', url));
  const show = `
    facts <- source("page.R", encoding = "UTF-8")$value
    for (name in names(facts)) {
      column <- facts[[name]]
      texts <- ifelse(is.na(column), "nothing", enc2utf8(as.character(column)))
      writeLines(paste(c(name, class(column), texts), collapse = "\\t"), useBytes = TRUE)
    }`;
  const env = { ...process.env, LC_ALL: locale };
  const { stdout } = await promisify(execFile)(rscript ?? '', ['-e', show], { cwd: folder, env });
  return Object.fromEntries(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([name = '', ...column]) => [name, column]),
  );
}

test.skipIf(rscript === null).each(['C.UTF-8', 'C'])(
  'R reads a table by the lines of docs/r-julia-observable.md: figures are numbers, days are days, nothing is NA, in the locale %s as well (skipped without Rscript)',
  async (locale) => {
    const script = `query <- paste(readLines("ask.graphql"), collapse = "\\n")\n${blockOf(page, 'r')}\nfacts`;
    expect(await columnsInR(script, locale)).toEqual({
      who: ['character', 'Société Générale, “Été”', 'Қостанай Алтын', '长安'],
      variable: ['character', 'jobs', 'total investment', 'mood'],
      figure: ['numeric', '1000.25', '3e+10', 'nothing'],
      'value.unit': ['character', '{job}', 'USD', 'nothing'],
      'period.end': ['Date', '2024-03-05', '2023-12-31', 'nothing'],
      source: ['integer', '1', '1', '1'],
      isDisputed: ['character', 'false', 'false', 'false'],
    });
  },
);

test.skipIf(rscript === null)(
  'R reads a table by the lines of docs/tables.md (skipped without Rscript)',
  async () => {
    const columns = await columnsInR(blockOf(pageNamed('tables.md'), 'r'), 'C.UTF-8');
    expect(columns.figure).toEqual(['numeric', '1000.25', '3e+10', 'nothing']);
    expect(columns.who).toEqual(['character', 'Société Générale, “Été”', 'Қостанай Алтын', '长安']);
  },
);

test.skipIf(rscript === null)(
  'A table that breaks off is an error in R, never a shorter one (skipped without Rscript)',
  async () => {
    const script = `query <- "{ entities { nodes { id } } }"\n${blockOf(page, 'r').split('\n').slice(0, 2).join('\n')}`;
    const many = await limited(graph);
    // Which of the two R says hangs on whether the break came before it had opened what it reads.
    await expect(columnsInR(script, 'C.UTF-8', many.url)).rejects.toThrow(
      /cannot read from connection|Transferred a partial file/,
    );
  },
);

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

test.skipIf(!existsSync(executablePath))(
  'In a browser, D3 reads a table of a server that names the page’s origin, by the line for Observable: figures are numbers, days are days, nothing is null, and a table that breaks off is an error (skipped without Chromium)',
  async () => {
    const site = createServer((_, response) => response.end('<!doctype html><title>a notebook</title>'));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    // To a browser, localhost and 127.0.0.1 are two sites.
    const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
    const open = await startSteppe(graph, { STEPPE_CORS_ORIGINS: origin });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    onTestFinished(async () => {
      await browser.close();
      site.close();
      await open.close(0);
    });
    const tab = await browser.newPage();
    await tab.goto(origin);
    for (const part of ['d3-dsv', 'd3-fetch'])
      await tab.addScriptTag({ path: join(projectRoot, 'node_modules', part, 'dist', `${part}.min.js`) });
    const address = /`(?<start>http:\S+&query=)…`/.exec(page)?.groups?.start ?? '';
    const rows = (server: string, asked = query) => {
      const url = address.replace('http://127.0.0.1:4000', server) + encodeURIComponent(asked);
      return tab.evaluate<object[]>(
        `url = ${JSON.stringify(url)}; ${blockOf(page, 'js')}\n; facts.then((rows) => [...rows])`,
      );
    };
    const kept = { source: 1, isDisputed: false };
    expect(await rows(open.url)).toEqual([
      {
        ...kept,
        who: 'Société Générale, “Été”',
        variable: 'jobs',
        figure: 1000.25,
        'value.unit': '{job}',
        'period.end': new Date('2024-03-05'),
      },
      {
        ...kept,
        who: 'Қостанай Алтын',
        variable: 'total investment',
        figure: 30_000_000_000,
        'value.unit': 'USD',
        'period.end': new Date('2023-12-31'),
      },
      {
        ...kept,
        who: '长安',
        variable: 'mood',
        figure: null,
        'value.unit': null,
        'period.end': null,
      },
    ]);
    await expect(rows(steppe.url)).rejects.toThrow('Failed to fetch');
    const many = await limited(graph, { STEPPE_CORS_ORIGINS: origin });
    expect(await rows(many.url, '{ entities(first: 3) { nodes { id } } }')).toHaveLength(3);
    await expect(rows(many.url, '{ entities { nodes { id } } }')).rejects.toThrow('Failed to fetch');
  },
);

test('docs/r-julia-observable.md has a line for each of R, Julia and Observable, and says which of them no test runs.', () => {
  expect([...page.matchAll(/^```(\w+)$/gm)].map(([, language]) => language)).toEqual(['r', 'julia', 'js']);
  expect(page).toMatch(/The line for Julia is the only one here that no\stest runs/);
});
