import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { settingsTable } from '../../src/settings.ts';

const docs = join(projectRoot, 'docs');
const page = readFileSync(join(docs, 'frontends.md'), 'utf8');

const snippets = [...page.matchAll(/^\[[^\]]+\]\((?<file>[^)]+)\)\n\n```\w+\n(?<code>.*?)\n```$/gms)];

test('Each snippet of docs/frontends.md is a part of the example page that the tests run.', () => {
  expect(snippets.length).toBeGreaterThan(8);
  // All code stands under the name of its file, but for the commands.
  expect([...page.matchAll(/^```(?!sh)\w+$/gm)]).toHaveLength(snippets.length);
  for (const { groups } of snippets) {
    const { file = '', code } = groups ?? {};
    expect(readFileSync(join(docs, file), 'utf8'), file).toContain(code);
  }
});

test('docs/frontends.md names the versions that the lock file of the example pages holds.', () => {
  const { packages } = JSON.parse(
    readFileSync(join(projectRoot, 'examples', 'frontends', 'package-lock.json'), 'utf8'),
  ) as { packages: Record<string, { version: string }> };
  const named = [...page.matchAll(/`([@\w/.-]+)` (\d+\.\d+\.\d+)/g)];
  expect(named.length).toBeGreaterThan(6);
  for (const [, name, version] of named)
    expect([name, version]).toEqual([name, packages[`node_modules/${name}`]?.version]);
});

test('docs/frontends.md names only settings that there are, and every part of the schema’s command.', () => {
  const named = [...page.matchAll(/`(STEPPE_\w+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in settingsTable))).toEqual([]);
  for (const file of ['schema.graphql', 'introspection.json', 'possibleTypes.json'])
    expect(page).toContain(`\`${file}\``);
});
