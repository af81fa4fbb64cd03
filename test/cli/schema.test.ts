import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { endOf, fromSource, refusalOf, runSteppe, steppeEnvironment } from './run-steppe.ts';

test('The printed schema is the one in schema/schema.graphql', async () => {
  const { code, stdout, stderr } = await runSteppe(['schema']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));
});

test('The schema is printed as introspection and as possible types, and all forms are written into a folder', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'steppe-schema-')), 'new');
  onTestFinished(() => rmSync(dirname(folder), { recursive: true }));
  expect(await runSteppe(['schema', '--out', folder])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(readdirSync(folder).toSorted()).toEqual([
    'introspection.json',
    'possibleTypes.json',
    'schema.graphql',
  ]);
  for (const [format, file] of [
    ['sdl', 'schema.graphql'],
    ['introspection', 'introspection.json'],
    ['possible-types', 'possibleTypes.json'],
  ] as const) {
    const { code, stdout } = await runSteppe(['schema', '--format', format]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: readFileSync(join(folder, file), 'utf8') });
  }
});

test('A format that there is not, and a folder that is a file, are told', async () => {
  expect(refusalOf(await runSteppe(['schema', '--format', 'json']))).toBe(
    '--format: give sdl, introspection, possible-types, not "json".',
  );
  const file = join(projectRoot, 'package.json');
  expect(refusalOf(await runSteppe(['schema', '--out', file]))).toContain(
    `--out: ${file} cannot be written to`,
  );
});

test('A reader of the schema who goes away (`steppe schema | head`) is no failure', async () => {
  const child = spawn(process.execPath, [...fromSource, 'schema'], {
    env: steppeEnvironment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = endOf(child);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))(
  'A schema that cannot be written, as the disk is full, is told',
  async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [...fromSource, 'schema'], {
      env: steppeEnvironment({}),
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const ended = await endOf(child);
    expect(refusalOf(ended)).toBe('the output cannot be written: ENOSPC: no space left on device, write');
  },
);
