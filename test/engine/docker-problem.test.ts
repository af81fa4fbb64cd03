import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dockerProgram, noImage } from './docker-program.ts';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

const wayOut = 'Put that right, or set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own.';

const dockerSettings = (folder: string, more: Record<string, string> = {}) =>
  settingsFor(folder, { STEPPE_ENGINE: 'docker', ...more });

test('An image that cannot be had is told with Docker’s reason', async () => {
  const { env } = dockerProgram({ up: noImage });
  expect(await refusal(dockerSettings(temporaryFolder()), env)).toBe(
    `Docker could not get the image of Neo4j, for which the first start needs a network (Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host). ${wayOut}`,
  );
});

test('A port that another program has is named', async () => {
  const { env } = dockerProgram({
    up: 'echo " Container steppe-neo4j-1  Starting" >&2; echo "Error response from daemon: driver failed programming external connectivity on endpoint steppe-neo4j-1: Bind for 127.0.0.1:7687 failed: port is already allocated" >&2; exit 1',
  });
  expect(await refusal(dockerSettings(temporaryFolder()), env)).toBe(
    `Docker could not start Neo4j, as another program has its port (127.0.0.1:7687): stop that one, set NEO4J_URI to it if it is a Neo4j, or set NEO4J_PORT to a free port. ${wayOut}`,
  );
});

test('A Neo4j that ends at its start has its last words told', async () => {
  const { env } = dockerProgram({
    up: 'echo " Container steppe-neo4j-1  Waiting" >&2; echo "container steppe-neo4j-1 exited (70)" >&2; exit 1',
    logs: 'printf "first\\n\\033[2KA password must be at least 8 characters.\\n"',
    ps: 'echo exited',
  });
  expect(await refusal(dockerSettings(temporaryFolder(), { NEO4J_PASSWORD: 'short' }), env)).toBe(
    `Docker could not start Neo4j (container steppe-neo4j-1 exited (70); Neo4j said last: A password must be at least 8 characters). ${wayOut}`,
  );
});

test('A start goes on without Docker’s Neo4j, with a notice, and says what the next way lacks', async () => {
  const { env } = dockerProgram({ up: noImage });
  const notices: string[] = [];
  const settings = settingsFor(temporaryFolder(), { STEPPE_ENGINE: 'auto' });
  expect(await refusal(settings, env, (text) => notices.push(text))).toMatch(
    /^The embedded Neo4j cannot run: no Java was found\./,
  );
  expect(notices).toEqual([
    expect.stringMatching(/^Docker could not get the image .*no such host\)\. Going on with the embedded/),
  ]);
});

test('The compose file’s Neo4j alone is started and waited for, and stopped when the start fails', async () => {
  const { env, calls } = dockerProgram({ up: noImage });
  await refusal(dockerSettings(temporaryFolder()), env);
  expect(calls()).toEqual([
    'exec --no-TTY neo4j printenv NEO4J_AUTH',
    'config --format json neo4j',
    'up --detach --wait neo4j',
    'logs --no-log-prefix --no-color --tail=5 neo4j',
    'ps --all --format {{.State}} neo4j',
    'stop neo4j',
  ]);
});

test('A generated password goes to Docker in the environment, and is kept for its owner and the next start', async () => {
  const folder = temporaryFolder();
  const { env, calls, passwordsOf } = dockerProgram({ up: 'exit 1', ps: 'echo exited' });
  await refusal(dockerSettings(folder), env);
  await refusal(dockerSettings(folder), env);
  const file = join(folder, 'docker.password');
  const password = readFileSync(file, 'utf8').trim();
  expect(password).toMatch(/^[0-9a-f]{48}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(passwordsOf('up')).toEqual([password, password]);
  expect(calls().join('\n')).not.toContain(password);
});

test.each(['', 'created'])(
  'A password that no Neo4j was started with is not kept (container: “%s”)',
  async (state) => {
    const folder = temporaryFolder();
    await refusal(dockerSettings(folder), dockerProgram({ up: 'exit 1', ps: `echo ${state}` }).env);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('A password of the environment, else that of the file .env, is taken rather than made', async () => {
  const folder = temporaryFolder();
  const configuration = { services: { neo4j: { environment: { NEO4J_AUTH: 'neo4j/from-the-file' } } } };
  const { env, passwordsOf } = dockerProgram({
    config: `echo '${JSON.stringify(configuration)}'`,
    up: 'exit 1',
    ps: 'echo exited',
  });
  await refusal(dockerSettings(folder), env);
  await refusal(dockerSettings(folder, { NEO4J_PASSWORD: 'from-the-environment' }), env);
  expect(passwordsOf('up')).toEqual(['from-the-file', 'from-the-environment']);
  expect(existsSync(join(folder, 'docker.password'))).toBe(false);
});
