import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { graphObstacle, migrate, missingIndexes } from '../../src/graph/migrate.ts';
import { projectRoot } from '../../src/project-root.ts';
import { runCypher } from '../database/empty-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';

const folder = mkdtempSync(join(tmpdir(), 'steppe-cypher-'));
let graph: Graph;

/** The graph as a program with other statement files sees it. */
async function withFiles<T>(files: Record<string, string>, use: (graph: Graph) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(projectRoot, 'cypher'), copy, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(copy, name), text);
  const other = await openTestGraph(copy);
  try {
    return await use(other);
  } finally {
    await other.close();
  }
}

beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(async () => {
  await graph.close();
  rmSync(folder, { recursive: true });
});

test('Migrations applied once are not applied again, and nothing stands in the way of requests.', async () => {
  expect(await migrate(graph)).toEqual([]);
  expect(await graphObstacle(graph)).toBeNull();
});

test('A new migration is applied once, in the order of its number, also when two servers start at once.', async () => {
  const text = '// For a test.\nCREATE INDEX for_a_test IF NOT EXISTS FOR (n:ForATest) ON (n.key);\n';
  await withFiles({ 'migrations/900-for-a-test.cypher': text }, async (newer) => {
    expect(await graphObstacle(newer)).toBe('Migrations are not applied: run `steppe migrate`.');
    const both = await Promise.all([migrate(newer), migrate(newer)]);
    expect(both.flat()).toContain('migrations/900-for-a-test');
    expect(await runCypher(newer, 'MATCH (m:Migration {number: 900}) RETURN m.name')).toEqual([
      'migrations/900-for-a-test',
    ]);
    expect(await graphObstacle(newer)).toBeNull();
    expect(await migrate(newer)).toEqual([]);
  });
});

test('A migration that was changed after it was applied is refused, with the way out.', async () => {
  const text = 'CREATE INDEX for_a_test IF NOT EXISTS FOR (n:ForATest) ON (n.other);\n';
  await withFiles({ 'migrations/900-for-a-test.cypher': text }, async (edited) => {
    await expect(migrate(edited)).rejects.toThrow(
      'cypher/migrations/900-for-a-test.cypher was changed after it was applied to this graph: undo the edit and add a new migration instead.',
    );
  });
  await runCypher(graph, 'MATCH (m:Migration {number: 900}) DELETE m');
  await graph.runSchema({ name: 'test', text: 'DROP INDEX for_a_test' });
});

test('An index that is gone is missed by name, and the next migration brings it back.', async () => {
  await graph.runSchema({ name: 'test', text: 'DROP INDEX invested_in_from_recent' });
  expect(await missingIndexes(graph)).toEqual(['invested_in_from_recent']);
  expect(await graphObstacle(graph)).toBe('Indexes are not online: invested_in_from_recent.');
  await migrate(graph);
  expect(await graphObstacle(graph)).toBeNull();
});
