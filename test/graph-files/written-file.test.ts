import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WrittenFiles } from '../../src/graph-files/written-file.ts';
import { freshPath } from './exported.ts';

async function* text(content: string): AsyncGenerator<string> {
  yield content;
}

/** Files in folders of their own, written and not yet in their places. */
async function writtenFiles(...names: string[]) {
  const folder = freshPath();
  const files = new WrittenFiles(true);
  const paths = names.map((name) => join(folder, name, `${name}.csv`));
  for (const [i, path] of paths.entries()) {
    mkdirSync(join(folder, names[i] ?? ''), { recursive: true });
    writeFileSync(path, 'old');
    await files.write(path, text('new'));
  }
  return { folder, files, paths };
}

test('When a file cannot be put in its place, it is told which are in theirs, and nothing half-written stays.', async () => {
  const { folder, files, paths } = await writtenFiles('a', 'b', 'c', 'd');
  rmSync(join(folder, 'c'), { recursive: true });
  expect(() => files.keep()).toThrow(
    `${paths[2]} cannot be written: its folder does not exist. Make it first. Of this export only ${paths[0]}, ${paths[1]} are in place: export it again.`,
  );
  files.discard();
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual([
    'a',
    'a/a.csv',
    'b',
    'b/b.csv',
    'd',
    'd/d.csv',
  ]);
  expect(['a', 'b', 'd'].map((name) => readFileSync(join(folder, name, `${name}.csv`), 'utf8'))).toEqual([
    'new',
    'new',
    'old',
  ]);
});

test('When the first cannot be put in its place, nothing was kept.', async () => {
  const { folder, files, paths } = await writtenFiles('a', 'b');
  rmSync(join(folder, 'a'), { recursive: true });
  expect(() => files.keep()).toThrow(
    `${paths[0]} cannot be written: its folder does not exist. Make it first. Nothing of this export was kept.`,
  );
  files.discard();
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(['b', 'b/b.csv']);
  expect(readFileSync(paths[1] ?? '', 'utf8')).toBe('old');
});
