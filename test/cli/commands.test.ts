import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileDatabase, startFileDatabase } from '../engine/file-database.ts';
import { query } from '../engine/query.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';
import { refusalOf, runSteppe } from './run-steppe.ts';

/** These processes play the server's part: the commands find the database that this one has on the folder. */
let shared: FileDatabase;
beforeAll(async () => {
  shared = await startFileDatabase();
});
afterAll(() => shared.end());

const steppe = (...args: string[]) => runSteppe(args, { STEPPE_DATA_DIR: shared.folder });
const countNodes = () => query(shared.database, 'MATCH (n) RETURN count(n)');

/** A claims file of a test's own: the lines of another, changed. */
function claimsFile(change: (lines: string[]) => string[]): string {
  const file = join(temporaryFolder(), 'claims.jsonl');
  const lines = readFileSync('data/kostanay.jsonl', 'utf8').trimEnd().split('\n');
  writeFileSync(file, change(lines).join('\n'));
  return file;
}

test('Migrating names what it applies, and the second time finds nothing to do', async () => {
  const first = await steppe('migrate');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(
    /^(applied cypher\/migrations\/\d{3}-\S+\.cypher\n)+The graph is up to date\.\n$/,
  );
  expect((await steppe('migrate')).stdout).toBe('The graph has had every migration.\n');
});

test('Loading a file tells what was new; loading it again tells that nothing was, and changes nothing', async () => {
  const first = await steppe('load', 'data/kostanay.jsonl');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(
    /^data\/kostanay\.jsonl: (\d+) of \1 claims new, 0 retracted, \d+ facts touched; 21 sources and entities new or better known \(change 1\)\n$/,
  );
  const before = await countNodes();
  expect((await steppe('load', 'data/kostanay.jsonl')).stdout).toBe(
    'data/kostanay.jsonl: nothing new, all of it was there already\n',
  );
  expect(await countNodes()).toEqual(before);
});

test('Rebuilding computes all facts anew and changes nothing', async () => {
  const facts =
    'MATCH (:Entity)-[r]->(:Entity) WHERE r.factId IS NOT NULL RETURN properties(r) ORDER BY r.factId';
  const before = await query(shared.database, facts);
  expect(before.length).toBeGreaterThan(5);
  const { code, stdout } = await steppe('rebuild');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Computed anew: \d+ facts, and where \d+ entities lie\.\n$/);
  expect(await query(shared.database, facts)).toEqual(before);
});

test('A broken claims file is refused with file, line and field, and none of it is loaded', async () => {
  const before = await countNodes();
  const notJson = claimsFile((lines) => [...lines.slice(0, 3), '{"type": "claim", ']);
  expect(refusalOf(await steppe('load', notJson))).toMatch(`${notJson}:4: not JSON: `);
  const noKind = claimsFile((lines) => [
    ...lines.slice(0, 1),
    '{"type":"entity","id":"org_new","kind":"ORGANISATION","name":"New"}',
  ]);
  expect(refusalOf(await steppe('load', noKind))).toMatch(`${noKind}:2 (kind): `);
  const stranger = claimsFile((lines) => [
    ...lines,
    '{"type":"claim","subject":"org_stranger","predicate":"PARTNERS_WITH","object":"org_changan","locator":"1.1"}',
  ]);
  expect(refusalOf(await steppe('load', stranger))).toMatch(
    /:\d+ \(subject\): no entity org_stranger in this/,
  );
  expect(
    refusalOf(
      await steppe(
        'load',
        claimsFile(() => ['']),
      ),
    ),
  ).toMatch(/:1: the file holds no source/);
  expect(await countNodes()).toEqual(before);
});

test('A file that cannot be read is told before a database is started for it', async () => {
  const STEPPE_DATA_DIR = temporaryFolder();
  const missing = await runSteppe(['load', 'no-such.jsonl'], { STEPPE_DATA_DIR });
  expect(missing.stderr).toBe('steppe: no-such.jsonl cannot be read: there is no such file.\n');
  const folder = await runSteppe(['load', 'data'], { STEPPE_DATA_DIR });
  expect(folder.stderr).toBe('steppe: data is a folder: name the claims files in it.\n');
  expect([missing.code, folder.code]).toEqual([1, 1]);
});

test('The same commands work on a Neo4j given by its address', async () => {
  const { uri, password } = shared.database;
  const given = {
    NEO4J_URI: uri,
    NEO4J_PASSWORD: password,
    STEPPE_DATA_DIR: join(temporaryFolder(), 'none'),
  };
  expect((await runSteppe(['migrate'], given)).stdout).toBe('The graph has had every migration.\n');
  const { code, stdout } = await runSteppe(['doctor'], given);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `Neo4j                ${shared.database.description.slice(0, 23)} at ${uri}, database neo4j`,
  );
  expect(stdout).not.toContain(password);
});
