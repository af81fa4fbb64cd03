import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { endOf, fromSource, refusalOf, runSteppe, steppeEnvironment } from './run-steppe.ts';

test('The printed schema is the one in schema/schema.graphql', async () => {
  const { code, stdout, stderr } = await runSteppe(['schema']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));
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
