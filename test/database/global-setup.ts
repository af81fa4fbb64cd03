import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Neo4jContainer } from '@testcontainers/neo4j';
import type { TestProject } from 'vitest/node';
import { dockerState } from '../../src/engine/docker-engine.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { NEO4J_VERSION } from '../../src/engine/jars.ts';
import { terminalProgress } from '../../src/engine/progress.ts';
import { Graph, type GraphAddress } from '../../src/graph/graph.ts';
import { migrate } from '../../src/graph/migrate.ts';
import { Statements } from '../../src/graph/statements.ts';
import { readSettings } from '../../src/settings.ts';
import { countNodes, emptyGraph } from './empty-graph.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database: GraphAddress;
  }
}

interface TestDatabase extends GraphAddress {
  readonly description: string;
  stop(): Promise<unknown>;
}

async function inDocker(): Promise<TestDatabase> {
  const container = await new Neo4jContainer(`neo4j:${NEO4J_VERSION}-community`).start();
  return {
    uri: container.getBoltUri(),
    username: container.getUsername(),
    password: container.getPassword(),
    database: 'neo4j',
    description: `Neo4j ${NEO4J_VERSION} in Docker (Testcontainers)`,
    stop: () => container.stop(),
  };
}

/** A Neo4j for the tests, found as a start finds one: NEO4J_URI, else Docker if it answers, else the embedded one. */
async function findTestDatabase(): Promise<TestDatabase> {
  const { env } = process;
  if (!env.NEO4J_URI && env.STEPPE_ENGINE !== 'embedded' && (await dockerState(env)).kind === 'ready') {
    try {
      return await inDocker();
    } catch (error) {
      if (env.STEPPE_ENGINE === 'docker') throw error;
      console.error(
        `Docker answers, but not with Neo4j (${(error as Error).message}): going on with the embedded one.`,
      );
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'steppe-tests-'));
  const settings = readSettings({ ...env, STEPPE_DATA_DIR: folder, STEPPE_ENGINE: 'embedded' });
  const found = await findDatabase(settings, terminalProgress(process.stderr));
  return {
    ...found,
    stop: async () => {
      await found.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the Neo4j that the tests share, and leaves it empty. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await findTestDatabase();
  console.log(`Tests run on ${database.description}.`);
  const graph = new Graph(database, new Statements('cypher'), 4);
  const nodes = await countNodes(graph);
  if (nodes > 0) {
    await graph.close();
    throw new Error(
      `The tests empty the graph they run on, and the one at ${database.uri} holds ${nodes} nodes. Set NEO4J_URI to an empty Neo4j, or unset it.`,
    );
  }
  await migrate(graph);
  const { uri, username, password } = database;
  project.provide('database', { uri, username, password, database: database.database });
  return async () => {
    await emptyGraph(graph);
    await graph.close();
    await database.stop();
  };
}
