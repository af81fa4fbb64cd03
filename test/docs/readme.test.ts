import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claimsFile } from '../ingest/claims-file-of.ts';
import { compactJson, settingsSection } from './readme-parts.ts';

const path = join(projectRoot, 'README.md');
const readme = readFileSync(path, 'utf8');
const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  await loadArticle(graph);
  steppe = await startSteppe(graph);
});
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

/** A step of the tour: a command that loads a file, or a query and its answer. */
const steps =
  /```sh\nnpm run steppe -- load (?<file>\S+)\n```|```graphql\n(?<query>.*?)```\n\n```json\n(?<answer>.*?)```/gs;

/** The README with the answers that the server gives now, and the settings that there are now. */
async function trueReadme(): Promise<string> {
  let text = readme.replace(
    /(?<=<!-- settings -->\n).*?(?=<!-- \/settings -->)/s,
    () => `\n${settingsSection()}\n\n`,
  );
  for (const { 0: step, groups } of readme.matchAll(steps)) {
    if (groups?.file) await loadFile(graph, join(projectRoot, groups.file));
    if (!groups?.query) continue;
    const answer = compactJson(await steppe.data(groups.query));
    text = text.replace(step, () => `\`\`\`graphql\n${groups.query}\`\`\`\n\n\`\`\`json\n${answer}\n\`\`\``);
  }
  return text;
}

test('The README’s tour gets these answers, in this order, and its settings are those of the program (README=write writes them).', {
  // Each question is planned for the first time.
  timeout: 120_000,
}, async () => {
  expect([...readme.matchAll(steps)].length).toBeGreaterThan(5);
  const text = await trueReadme();
  if (process.env.README === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
});

test('The claims file that the README shows can be loaded.', async () => {
  const [, lines = ''] = /```json lines\n(.*?)```/s.exec(readme) ?? [];
  expect(await loadFile(graph, claimsFile(lines))).toMatchObject({ claims: 1, asserted: 1 });
});

/** What a heading is linked by on the pages of code hosts: its letters, with hyphens for blanks. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The project’s own pages: not those of packages, nor what was built. */
function pagesIn(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(\.|node_modules$|dist$)/.test(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = pagesIn('');

test.each(pages)('%s links to files and headings that are there.', (file) => {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, path = '', anchor]) => {
    const target = path === '' ? join(projectRoot, file) : join(projectRoot, file, '..', path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('There are pages whose links are looked at.', () => expect(pages.length).toBeGreaterThan(12));
