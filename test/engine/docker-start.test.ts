import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import { compose, dockerState } from '../../src/engine/docker-engine.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { freePort } from '../../src/engine/free-port.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { query } from './query.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Why no container can be run here; null when one can. */
async function obstacle(): Promise<string | null> {
  const docker = await dockerState(process.env);
  if (docker.kind !== 'ready') return docker.reason;
  const pull = await compose(['pull', '--quiet', '--policy', 'missing', 'neo4j'], oneOf('pull'), 600_000);
  return pull.code === 0 ? null : 'Docker cannot get the image of Neo4j';
}

/** An environment in which the compose file's containers and volumes are not those of the person who runs the tests. */
const oneOf = (name: string, more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NEO4J_PASSWORD: 'any',
  COMPOSE_PROJECT_NAME: `steppe-test-${name}-${process.pid}`,
  ...more,
});

const states = async (env: NodeJS.ProcessEnv): Promise<string> =>
  (await compose(['ps', '--all', '--format', '{{.State}}', 'neo4j'], env)).stdout.trim();

test('Neo4j in Docker keeps its graph and its password over a stop, serves a second start beside, and stops with the server that started it', {
  timeout: 300_000,
}, async ({ skip }) => {
  const reason = await obstacle();
  if (reason) return skip(reason);
  const env = oneOf('start', { NEO4J_PORT: String(await freePort()) });
  onTestFinished(async () => {
    await compose(['down', '--volumes'], env);
  });
  const start = (folder: string): Promise<Database> =>
    findDatabase(settingsFor(folder, { STEPPE_ENGINE: 'docker' }), silentProgress, undefined, env);

  const folder = temporaryFolder();
  const first = await start(folder);
  expect(first).toMatchObject({ origin: 'docker', uri: `bolt://127.0.0.1:${env.NEO4J_PORT}` });
  expect(first.password).toMatch(/^[0-9a-f]{48}$/);
  await query(first, 'CREATE (:Plant {name: "Kostanay"})');

  const beside = await start(temporaryFolder());
  expect(await query(beside, 'MATCH (p:Plant) RETURN p.name')).toEqual(['Kostanay']);
  await beside.stop();
  expect(await states(env)).toBe('running');
  await first.stop();
  expect(await states(env)).toBe('exited');

  const next = await start(folder);
  expect(next.password).toBe(first.password);
  expect(await query(next, 'MATCH (p:Plant) RETURN p.name')).toEqual(['Kostanay']);
  await next.stop();
});
