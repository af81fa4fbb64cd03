import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tryLock } from '../../src/engine/folder-lock.ts';
import { settingNames } from '../../src/settings.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { runSteppe } from './run-steppe.ts';

test('The doctor tells of Node, Neo4j, Java, Maven, Docker, disk and all settings, and starts and makes nothing', async () => {
  const folder = join(temporaryFolder(), 'data');
  const { code, stdout, stderr } = await runSteppe(['doctor'], { STEPPE_DATA_DIR: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`ok  Node                 ${process.versions.node} (${process.execPath})`);
  expect(stdout).toMatch(/^ok {2}Neo4j {2,}would be run here \(embedded\)$/m);
  expect(stdout).toMatch(/^ok {2}Java {2,}\d+\.\S+ \(\/.*\)$/m);
  expect(stdout).toMatch(/^ok {2}Maven {2,}/m);
  expect(stdout).toMatch(/^ok {2}Docker {2,}/m);
  expect(stdout).toMatch(/^ok {2}Neo4j program files {2}/m);
  expect(stdout).toMatch(new RegExp(`^ok {2}Data folder {2,}${folder}, \\d+ [GM]B free$`, 'm'));
  expect(stdout).toMatch(/^ok {2}Data folder in use {2,}by nobody$/m);
  expect(stdout).toMatch(/^ok {2}Address {2,}a free port at 127\.0\.0\.1$/m);
  for (const name of settingNames) expect(stdout).toMatch(new RegExp(`^ {4}${name} {2,}\\S`, 'm'));
  expect(stdout).toMatch(/^ {4}STEPPE_ENGINE +embedded$/m);
  expect(existsSync(folder)).toBe(false);
});

test('The doctor shows no password, wherever it was written, and ends with code 1 when there is no Neo4j at the address', async () => {
  for (const NEO4J_URI of [
    'bolt://127.0.0.1:1',
    'bolt://neo4j:ge@he/im-1@127.0.0.1:1',
    'bolt://neo4j:geheim-1@127.0.0.1:1?policy=x',
    'http://neo4j:geheim-1@127.0.0.1:1',
  ]) {
    const settings = { NEO4J_URI, NEO4J_PASSWORD: 'geheim-2' };
    const { code, stdout, stderr } = await runSteppe(['doctor'], settings);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^NO {2}Neo4j {2,}does not answer at NEO4J_URI$/m);
    expect(stdout).toMatch(/^ {4}NEO4J_PASSWORD +\(set\)$/m);
    expect(stdout + stderr).not.toMatch(/geheim|he\/im/);
  }
});

test('The doctor says what to do about a data folder that is a file', async () => {
  const STEPPE_DATA_DIR = join(import.meta.dirname, 'doctor.test.ts');
  const { code, stdout } = await runSteppe(['doctor'], { STEPPE_DATA_DIR });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^NO {2}Data folder .*\n {4,}.* is a file: set STEPPE_DATA_DIR to a folder of yours/m,
  );
});

test('The doctor says what to do about a folder of Neo4j’s that cannot be used', async () => {
  const STEPPE_DATA_DIR = temporaryFolder();
  writeFileSync(join(STEPPE_DATA_DIR, 'neo4j'), '');
  const { code, stdout } = await runSteppe(['doctor'], { STEPPE_DATA_DIR });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^NO {2}Data folder .*\n {4,}.*\/neo4j is a file: set STEPPE_DATA_DIR to a folder of yours/m,
  );
});

test('The doctor sees that another Steppe has the data folder, where a start would need it', async () => {
  const STEPPE_DATA_DIR = temporaryFolder();
  const lock = await tryLock(STEPPE_DATA_DIR, 'server');
  onTestFinished(() => ('release' in lock ? lock.release() : undefined));
  const { code, stdout } = await runSteppe(['doctor'], { STEPPE_DATA_DIR });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    new RegExp(
      `^NO {2}Data folder in use {2,}by process ${process.pid}\n {4,}It is another Steppe: stop it`,
      'm',
    ),
  );
  const given = { STEPPE_DATA_DIR, NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none' };
  expect((await runSteppe(['doctor'], given)).stdout).toMatch(/^ok {2}Data folder in use {2,}by process/m);
});

test('The doctor sees that the address is taken, or none of this machine', async () => {
  const other = createServer();
  const port = await new Promise<string>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve(String((other.address() as { port: number }).port)));
  });
  onTestFinished(() => void other.close());
  const settings = { STEPPE_DATA_DIR: temporaryFolder() };
  const taken = await runSteppe(['doctor'], { ...settings, PORT: port });
  expect(taken.code).toBe(1);
  expect(taken.stdout).toMatch(
    new RegExp(
      `^NO {2}Address {2,}127\\.0\\.0\\.1:${port} is not to be had\n {4,}Port ${port} at 127\\.0\\.0\\.1 is taken by another program: stop it`,
      'm',
    ),
  );
  const elsewhere = await runSteppe(['doctor'], { ...settings, HOST: '192.0.2.1', PORT: '4000' });
  expect(elsewhere.stdout).toMatch(
    /^NO {2}Address {2,}192\.0\.2\.1:4000 is not to be had\n {4,}Cannot listen at/m,
  );
});
