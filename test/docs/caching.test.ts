import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { settingsTable } from '../../src/settings.ts';
import { endOf, steppeEnvironment } from '../cli/run-steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { serveFor } from '../server/graphs.ts';

const path = join(projectRoot, 'docs', 'caching.md');
const page = readFileSync(path, 'utf8');
const graph = await openTestGraph();
afterAll(() => graph.close());

const steps = /```sh\n(?<commands>.*?)```\n\n```text\n(?<output>.*?)```/gs;

test('Commands in docs/caching.md print what it says, in this order (README=write writes it).', {
  timeout: 120_000,
}, async () => {
  await loadArticle(graph);
  const { uri, username, password } = inject('database');
  const database = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
  const open = await serveFor(graph);
  const trusted = await serveFor(graph, { STEPPE_DOCUMENTS: 'trusted' });
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const program = join(projectRoot, 'src', 'main.ts');
  const steppe = [process.execPath, '--import', tsx, program].map((word) => `'${word}'`).join(' ');
  const found = [...page.matchAll(steps)];
  expect(found).toHaveLength([...page.matchAll(/```sh\n/g)].length);
  // A shell for all of it, as a reader has one: what a step defines the next one uses.
  const script = found
    .map(({ groups }) =>
      (groups?.commands ?? '')
        .replaceAll('http://127.0.0.1:4000', open.url)
        .replaceAll('http://127.0.0.1:4001', trusted.url)
        .replaceAll('npm run -s steppe --', steppe),
    )
    .join("printf '\\036'\n");
  const env = steppeEnvironment(database);
  const { stdout, stderr } = await endOf(spawn('bash', ['-c', script], { cwd: temporaryFolder(), env }));
  const outputs = stdout.replaceAll('\r', '').split('\x1e');
  expect(outputs, stderr).toHaveLength(found.length);
  let text = page;
  for (const [i, { 0: step, groups }] of found.entries())
    text = text.replace(
      step,
      () => `\`\`\`sh\n${groups?.commands}\`\`\`\n\n\`\`\`text\n${outputs[i]?.trimEnd()}\n\`\`\``,
    );
  if (process.env.README === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});

test('docs/caching.md names only settings that there are.', () => {
  const named = [...page.matchAll(/\b(STEPPE_\w+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in settingsTable))).toEqual([]);
});
