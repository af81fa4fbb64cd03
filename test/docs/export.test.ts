import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { fileFormats } from '../../src/graph-files/file-formats.ts';
import { projectRoot } from '../../src/project-root.ts';
import { runSteppe } from '../cli/run-steppe.ts';
import { loadArticle } from '../database/test-graph.ts';
import { serveTables } from '../export/served-tables.ts';

vi.setConfig({ testTimeout: 180_000 });
const page = readFileSync(join(projectRoot, 'docs', 'export.md'), 'utf8');
const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '60000' });
const folder = mkdtempSync(join(tmpdir(), 'steppe-export-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const examples = [...page.matchAll(/\| `steppe export ([^`]+)` \|/g)].map(([, line = '']) => line.split(' '));
const { uri, username, password } = inject('database');
const run = (args: readonly string[]) =>
  runSteppe(['export', ...args], { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password });

test('Each format has an example in docs/export.md, which writes its file and a manifest beside it.', async () => {
  await loadArticle(graph);
  expect(examples.map(([format]) => format)).toEqual(fileFormats.map(({ name }) => name));
  for (const [name = '', target = '', ...options] of examples) {
    const { code, stderr } = await run([name, join(folder, target), ...options]);
    expect(code, stderr).toBe(0);
    const format = fileFormats.find((one) => one.name === name);
    const files =
      format?.files.length === 1
        ? [target]
        : format?.files.map((file) => join(target, `${file.name}.${format.extension}`));
    for (const file of files ?? []) {
      expect(existsSync(join(folder, file)), file).toBe(true);
      const manifest = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
      expect(manifest).toMatchObject({
        format: name,
        change: 1,
        sources: [{ id: 'source_kostanay_article' }],
      });
      expect(manifest.again).toMatch(new RegExp(`^steppe export ${name} .*--as-of 1$`));
    }
  }
});

test('What is there already stays, and what cannot be asked is refused by its option.', async () => {
  const before = readFileSync(join(folder, 'backup.jsonl'), 'utf8');
  for (const [args, message] of [
    [['claims', join(folder, 'backup.jsonl')], 'is there already: --force replaces it'],
    [['claims', join(folder, 'none', 'x.jsonl')], 'cannot be written'],
    [['csv', '-'], 'name a folder'],
    [['xlsx', 'x'], '"xlsx" is no format: give claims, csv, parquet'],
    [['claims', '-', '--predicates', 'OWN'], '--predicates: "OWN" is not known: give INVESTED_IN'],
    [['claims', '-', '--within', 'place_none'], '--within: no entity has the id "place_none"'],
    [['claims', '-', '--min', '5'], '--min and --max compare figures in one unit'],
    [['claims', '-', '--valid-at', '2024'], '--valid-at: give a day such as 2024-12-31'],
    [['claims', '-', '--valid-from', '2024'], '--valid-from: give a day such as 2024-12-31'],
    [['claims', '-', '--valid-from', '2024-02-01', '--valid-to', '2024-01-01'], 'no day lies between'],
  ] as const) {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  }
  expect(readFileSync(join(folder, 'backup.jsonl'), 'utf8')).toBe(before);
});

test('On standard output there is nothing but the file.', async () => {
  const { stdout, stderr, code } = await run(['claims', '-']);
  expect(code).toBe(0);
  expect(stdout).toBe(readFileSync(join(folder, 'backup.jsonl'), 'utf8'));
  expect(stderr).toContain('as of change 1');
});

test('The query in docs/export.md cites the article.', async () => {
  const [, query = ''] = /```graphql\n(.*?)```/s.exec(page) ?? [];
  expect(await steppe.data(query)).toMatchObject({
    sources: { nodes: [{ bibtex: expect.stringMatching(/^@misc\{source_kostanay_article,/) }] },
  });
});
