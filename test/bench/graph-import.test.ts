import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtGraph } from '../../bench/graph/built-graph.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { Graph } from '../../src/graph/graph.ts';
import { graphObstacle } from '../../src/graph/migrate.ts';
import { Statements } from '../../src/graph/statements.ts';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { readSettings } from '../../src/settings.ts';
import { contentsOf, contentsOfRows } from './graph-contents.ts';

const FACTS = 500;
const cacheFolder = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
afterAll(() => rmSync(cacheFolder, { recursive: true }));

test('Neo4j’s offline importer makes of the rows a graph that a server can start on, with every property as Steppe writes it.', async () => {
  const built = await builtGraph(FACTS, { cacheFolder });
  expect(readdirSync(dirname(built.folder))).toHaveLength(1);
  const { NEO4J_URI: _, ...env } = process.env;
  const settings = readSettings({ ...env, STEPPE_ENGINE: 'embedded', STEPPE_DATA_DIR: built.folder });
  const database = await findDatabase(settings, silentProgress);
  const graph = new Graph(database, new Statements('cypher'), 4);
  try {
    expect(await graphObstacle(graph)).toBeNull();
    const contents = await contentsOf(graph);
    expect(contents).toEqual(contentsOfRows(FACTS));
    expect((await rebuild(graph)).facts).toBe(FACTS);
    expect(await contentsOf(graph)).toEqual(contents);
  } finally {
    await graph.close();
    await database.stop();
  }
});

test('A graph that is built already is found again, and one of another seed is another.', async () => {
  const steps: string[] = [];
  const onStep = (step: string): void => void steps.push(step);
  const again = await builtGraph(FACTS, { cacheFolder, onStep });
  expect(steps).toEqual([]);
  expect(again.counts.Change).toBeGreaterThan(1);
  expect(contentsOfRows(FACTS, 2)).not.toEqual(contentsOfRows(FACTS, 1));
});
