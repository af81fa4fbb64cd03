import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileDatabase, startFileDatabase } from '../engine/file-database.ts';
import { canMount, smallDisk } from '../engine/small-disk.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { claimsFile, entity, observed, source } from '../ingest/claims-file-of.ts';
import { fromSource, refusalOf, runSteppe, steppeEnvironment } from './run-steppe.ts';

/** These processes play the server's part: the commands find the database that this one has on the folder. */
let shared: FileDatabase;
const steppe = (...args: string[]) => runSteppe(args, { STEPPE_DATA_DIR: shared.folder });
beforeAll(async () => {
  shared = await startFileDatabase();
  const many = Array.from({ length: 4_000 }, (_, i) =>
    observed('org_a', `jobs ${i}`, { value: { amount: '1', unit: '{person}' }, quote: 'many '.repeat(100) }),
  );
  const file = claimsFile(source('one'), entity('org_a'), ...many);
  expect(await steppe('import', file)).toMatchObject({ code: 0 });
}, 120_000);
afterAll(() => shared.end());

test('An export that cannot be written says why and what to do, and leaves nothing behind.', async () => {
  const folder = temporaryFolder();
  const refused = async (...args: string[]) => refusalOf(await steppe('export', ...args));
  const nowhere = join(folder, 'none', 'x.jsonl');
  expect(await refused('claims', nowhere)).toBe(
    `${nowhere} cannot be written: its folder does not exist. Make it first. Nothing of this export was kept.`,
  );
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  expect(await refused('csv', file)).toBe(
    `${file} cannot be written: it is a file, and should be a folder. Name another place. Nothing of this export was kept.`,
  );
  expect(await refused('claims', file)).toBe(
    `${file} is there already: --force replaces it, or name another file.`,
  );
  const inTheWay = join(folder, 'tables', 'facts.csv');
  mkdirSync(inTheWay, { recursive: true });
  expect(await refused('csv', join(folder, 'tables'), '--force')).toBe(
    `${inTheWay} is a folder: name another place.`,
  );
  rmSync(join(folder, 'tables'), { recursive: true });
  expect(readdirSync(folder)).toEqual(['file']);
  expect(readFileSync(file, 'utf8')).toBe('mine');
}, 60_000);

test.skipIf(!canMount)(
  'On a disk that fills up an export says so and leaves nothing behind, of a folder the folder neither; what it was to replace stays.',
  async () => {
    const disk = smallDisk('size=1m');
    const old = join(disk, 'old.jsonl');
    writeFileSync(old, 'old');
    for (const [format, target, file] of [
      ['claims', old, old],
      ['csv', join(disk, 'a', 'tables'), join(disk, 'a', 'tables', 'claims.csv')],
    ] as const)
      expect(refusalOf(await steppe('export', format, target, '--force'))).toBe(
        `${file} cannot be written: its disk is full. Make room, or name a place on another disk. Nothing of this export was kept.`,
      );
    expect(readdirSync(disk)).toEqual(['old.jsonl']);
    expect(readFileSync(old, 'utf8')).toBe('old');
  },
  60_000,
);

test.each([
  ['SIGINT', 130, null],
  ['SIGTERM', 130, null],
  ['SIGHUP', null, 'SIGHUP'],
] as const)(
  'Stopped by %s, an export leaves nothing behind.',
  async (name, code, signal) => {
    const folder = temporaryFolder();
    const tables = join(folder, 'tables');
    const child = spawn(process.execPath, [...fromSource, 'export', 'csv', tables], {
      env: steppeEnvironment({ STEPPE_DATA_DIR: shared.folder }),
      stdio: 'ignore',
    });
    const end = once(child, 'exit');
    // The claims take a while.
    while (!(existsSync(tables) && readdirSync(tables).some((file) => file.startsWith('.claims.csv')))) {
      expect(child.exitCode).toBeNull();
      await pause(5);
    }
    expect(readdirSync(tables).filter((file) => !file.startsWith('.'))).toEqual([]);
    child.kill(name);
    expect(await end).toEqual([code, signal]);
    expect(readdirSync(folder)).toEqual([]);
  },
  60_000,
);
