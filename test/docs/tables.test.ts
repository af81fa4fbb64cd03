import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tableFormats } from '../../src/export/formats.ts';
import { projectRoot } from '../../src/project-root.ts';
import { settingsTable } from '../../src/settings.ts';
import { loadArticle } from '../database/test-graph.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { serveTables, tableText } from '../export/served-tables.ts';

const path = join(projectRoot, 'docs', 'tables.md');
const page = readFileSync(path, 'utf8');
const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '60000' });

const queries = /```graphql\n(?<query>.*?)```\n\n```csv\n(?<table>.*?)```/gs;

test('Queries in docs/tables.md give these tables (README=write writes them).', async () => {
  await loadArticle(graph);
  let text = page;
  for (const { 0: step, groups } of page.matchAll(queries)) {
    const table = (await tableText(steppe, 'csv', groups?.query ?? '')).replaceAll('\r\n', '\n');
    text = text.replace(step, () => `\`\`\`graphql\n${groups?.query}\`\`\`\n\n\`\`\`csv\n${table}\`\`\``);
  }
  if (process.env.README === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
  expect([...page.matchAll(queries)].length).toBeGreaterThan(0);
});

test('curl keeps the table that docs/tables.md shows, by the line there.', async () => {
  const [, query = '', table = ''] = /```graphql\n(.*?)```\n\n```csv\n(.*?)```/s.exec(page) ?? [];
  const [, line = ''] = /```sh\n(curl .*?)```/s.exec(page) ?? [];
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'ask.graphql'), query);
  await promisify(execFile)('sh', ['-c', line.replace('http://127.0.0.1:4000/graphql', steppe.endpoint)], {
    cwd,
  });
  expect(readFileSync(join(cwd, 'investors.csv'), 'utf8')).toBe(table.replaceAll('\n', '\r\n'));
});

test('docs/tables.md names every format as it is asked for, and only settings that there are.', () => {
  for (const { name, mediaType } of tableFormats)
    expect(page).toContain(`| \`${name}\` | \`${mediaType}\` |`);
  const named = [...page.matchAll(/`(STEPPE_\w+)`/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in settingsTable))).toEqual([]);
});
