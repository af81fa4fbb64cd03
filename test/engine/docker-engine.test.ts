import { expect, test } from 'vitest';
import { chooseWay } from '../../src/engine/choose-way.ts';
import { dockerState } from '../../src/engine/docker-engine.ts';
import { programs } from './programs.ts';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

const withoutEngine =
  'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?" >&2; exit 1';
const withoutRight =
  'echo "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock" >&2; exit 1';
const withoutCompose = `case "$1" in version) echo 27.5.1 ;; *) echo "docker: 'compose' is not a docker command." >&2; exit 1 ;; esac`;

test.each([
  ['no docker program was found', {}],
  ['no Docker engine answers', { docker: withoutEngine }],
  ['the Docker engine may not be used by this user', { docker: withoutRight }],
  ['docker has no compose (version 2)', { docker: withoutCompose }],
])('Who wants Docker is told that %s, and the ways out', async (reason, scripts) => {
  const settings = settingsFor(temporaryFolder(), { STEPPE_ENGINE: 'docker' });
  expect(await refusal(settings, programs(scripts as Record<string, string>))).toBe(
    `STEPPE_ENGINE is docker, but ${reason}. Start or install Docker, or set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own.`,
  );
});

test('An engine without compose is passed over, with a notice', async () => {
  const folder = temporaryFolder();
  const env = programs({ docker: withoutCompose }, 'java', 'mvn');
  expect(await chooseWay(settingsFor(folder, { STEPPE_ENGINE: 'auto' }), folder, env)).toMatchObject({
    kind: 'embedded',
    notice: 'Docker answers, but docker has no compose (version 2): going on with the embedded Neo4j.',
  });
});

test('An engine that does not answer is passed over in silence', async () => {
  const folder = temporaryFolder();
  const env = programs({ docker: withoutEngine }, 'java', 'mvn');
  const way = await chooseWay(settingsFor(folder, { STEPPE_ENGINE: 'auto' }), folder, env);
  expect(way.kind).toBe('embedded');
  expect(way).not.toHaveProperty('notice');
});

test('An engine with compose is told by its versions', async () => {
  const env = programs({ docker: 'case "$1" in version) echo 27.5.1 ;; *) echo 2.32.4 ;; esac' });
  expect(await dockerState(env)).toEqual({ kind: 'ready', engine: '27.5.1', compose: '2.32.4' });
});
