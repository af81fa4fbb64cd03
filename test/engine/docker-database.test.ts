import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { chooseWay } from '../../src/engine/choose-way.ts';
import type { Database } from '../../src/engine/database.ts';
import { findDatabase } from '../../src/engine/find-database.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { projectRoot } from '../../src/project-root.ts';
import { dockerProgram, noImage } from './docker-program.ts';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function start(
  folder: string,
  engine: string,
  env: NodeJS.ProcessEnv,
  notice?: (text: string) => void,
): Promise<Database> {
  const settings = settingsFor(folder, { STEPPE_ENGINE: engine });
  const database = await findDatabase(settings, silentProgress, notice, env);
  onTestFinished(() => database.stop());
  return database;
}

test('Where Docker has no image of Neo4j the embedded one serves, and keeps that data folder’s graph from then on', async () => {
  const folder = temporaryFolder();
  const notices: string[] = [];
  const { env } = dockerProgram({ up: noImage }, 'java', 'mvn');
  const first = await start(folder, 'auto', env, (text) => notices.push(text));
  expect(first.origin).toBe('embedded');
  expect(notices).toEqual([
    expect.stringMatching(/^Docker could not get the image .* Going on with the embedded Neo4j\.$/),
  ]);
  await first.stop();
  expect(readdirSync(folder).filter((name) => name.startsWith('docker'))).toEqual([]);

  expect(await chooseWay(settingsFor(folder, { STEPPE_ENGINE: 'auto' }), folder, env)).toMatchObject({
    kind: 'embedded',
    notice: expect.stringMatching(/^Docker answers, but the graph in .* is the embedded Neo4j's/),
  });
});

test('A container that runs already is used with the password it has, and left running', async () => {
  // An embedded Neo4j stands where the container's port would be published.
  const neo4j = await start(temporaryFolder(), 'embedded', process.env);
  const port = `echo ${new URL(neo4j.uri).host}`;
  const { env, calls } = dockerProgram({ exec: `echo neo4j/${neo4j.password}`, port });
  const database = await start(temporaryFolder(), 'docker', env);
  expect(database).toMatchObject({ origin: 'docker', uri: neo4j.uri, password: neo4j.password });
  expect(database.description).toMatch(/^Neo4j 5\.26\.\d+ community in Docker \(service neo4j\) at 127/);
  await database.stop();
  expect(calls()).toContain('up --detach --wait --no-recreate neo4j');
  expect(calls()).not.toContain('stop neo4j');

  const folder = temporaryFolder();
  const stranger = dockerProgram({ port, ps: 'echo running' });
  expect(await refusal(settingsFor(folder, { STEPPE_ENGINE: 'docker' }), stranger.env)).toMatch(
    /^The graph in Docker's volume has another password: set NEO4J_PASSWORD to it .* "NEO4J_PASSWORD=any docker compose down --volumes"/,
  );
  expect(stranger.calls()).toContain('stop neo4j');
  expect(readdirSync(folder)).toEqual([]);
});

test('A start that is interrupted does not leave its container running', async () => {
  const { env, calls } = dockerProgram({ up: 'exec sleep 30' }, 'sleep');
  const called = (call: string) => expect.poll(calls, { timeout: 20_000 }).toContain(call);
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'serve'], {
    cwd: projectRoot,
    env: { ...env, PORT: '0', STEPPE_ENGINE: 'docker', STEPPE_DATA_DIR: temporaryFolder() },
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  await called('up --detach --wait neo4j');
  server.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  await called('stop neo4j');
});
