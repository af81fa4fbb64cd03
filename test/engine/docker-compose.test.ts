import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NEO4J_VERSION } from '../../src/engine/jars.ts';
import { runCommand } from '../../src/engine/run-command.ts';
import { projectRoot } from '../../src/project-root.ts';

const fileOf = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');

/** What the compose file says, its comments left out. */
const statements = fileOf('docker-compose.yml')
  .split('\n')
  .filter((line) => !/^\s*(#|$)/.test(line))
  .map((line) => line.trim());

/** `docker compose config`, which needs no engine; null where there is no compose. */
async function composeConfig(password: string, ...profiles: readonly string[]) {
  const env = { ...process.env, NEO4J_PASSWORD: password };
  const compose = ['compose', '--file', join(projectRoot, 'docker-compose.yml'), '--env-file', '/dev/null'];
  if ((await runCommand('docker', ['compose', 'version'], { timeoutMs: 10_000, env })).code !== 0)
    return null;
  const args = [...compose, ...profiles.flatMap((profile) => ['--profile', profile])];
  return runCommand('docker', [...args, 'config', '--format', 'json'], { timeoutMs: 10_000, env });
}

test('Docker runs the same line of Neo4j as is embedded', () => {
  const minor = NEO4J_VERSION.split('.').slice(0, 2).join('.');
  expect(statements.filter((line) => line.includes('neo4j:') && line.startsWith('image'))).toEqual([
    `image: neo4j:${minor}-community`,
  ]);
});

test('The image and the scripts of package.json start Node with the same options', () => {
  const { scripts } = JSON.parse(fileOf('package.json'));
  const ofImage = /^ENTRYPOINT (\[.+\])$/m.exec(fileOf('Dockerfile'))?.[1] ?? '[]';
  expect(scripts.steppe).toBe(JSON.parse(ofImage).join(' '));
  expect(scripts.start).toBe(`${scripts.steppe} serve`);
});

test('No password is written down: every one comes from the environment, and none may be missing', () => {
  const withPassword = statements.filter((line) => /password|auth|secret/i.test(line));
  expect(withPassword).toHaveLength(2);
  expect(withPassword[0]).toMatch(/^NEO4J_AUTH: neo4j\/\$\{NEO4J_PASSWORD:\?make one, .* > \.env\}$/);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is compose's own.
  expect(withPassword[1]).toBe('NEO4J_PASSWORD: ${NEO4J_PASSWORD}');
});

test('The file of passwords goes neither into git nor into an image', () => {
  expect(fileOf('.gitignore').split('\n')).toContain('.env');
  const [nothing, ...admitted] = fileOf('.dockerignore')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(nothing).toBe('*');
  expect(admitted.filter((line) => !/^!(\.npmrc|[a-z.-]+)$/.test(line) || line.includes('.env'))).toEqual([]);
});

test('What is published can be reached from this machine alone', () => {
  const published = statements.filter((line) => /^- .*:\d+$|^- .*\}$/.test(line));
  expect(published).toHaveLength(3);
  for (const line of published) expect(line).toMatch(/^- 127\.0\.0\.1:/);
});

test('Compose without a password says how to make one', async ({ skip }) => {
  const result = await composeConfig('');
  if (!result) return skip('there is no docker compose here');
  expect(result.code).not.toBe(0);
  expect(result.stderr).toContain(
    'required variable NEO4J_PASSWORD is missing a value: make one, once, with echo "NEO4J_PASSWORD=$(openssl rand -hex 24)" > .env',
  );
});

test('Compose gives both services the one password, and Steppe the other’s address', async ({ skip }) => {
  const result = await composeConfig('a-password-of-a-test');
  if (!result) return skip('there is no docker compose here');
  const { services } = JSON.parse(result.stdout);
  expect(services.neo4j.environment.NEO4J_AUTH).toBe('neo4j/a-password-of-a-test');
  expect(services.steppe.environment).toMatchObject({
    NEO4J_URI: 'bolt://neo4j:7687',
    NEO4J_PASSWORD: 'a-password-of-a-test',
    STEPPE_EXPLORE: 'on',
  });
});

test('Two servers and a proxy run in the profile of that name alone, and the servers are alike', async ({
  skip,
}) => {
  const [alone, scaled] = [await composeConfig('a'), await composeConfig('a', 'scale')];
  if (!alone || !scaled) return skip('there is no docker compose here');
  expect(Object.keys(JSON.parse(alone.stdout).services).toSorted()).toEqual(['neo4j', 'steppe']);
  const { neo4j, steppe, 'steppe-2': second, proxy, ...others } = JSON.parse(scaled.stdout).services;
  expect(others).toEqual({});
  expect(neo4j).toBeDefined();
  expect(second.environment).toEqual(steppe.environment);
  expect(proxy.environment.STEPPE_PORT).toBe(steppe.environment.PORT);
});

test('The proxy knows both servers by their services’ names, asks whether they are ready, and sees a stop in the time there is', () => {
  const proxy = fileOf('docker/haproxy.cfg');
  const servers = [...proxy.matchAll(/^ {4}server (\S+) (\S+):\$\{STEPPE_PORT\}$/gm)];
  expect(servers.map(([, name, host]) => [name, host])).toEqual([
    ['steppe', 'steppe'],
    ['steppe-2', 'steppe-2'],
  ]);
  expect(statements).toEqual(expect.arrayContaining(['steppe:', 'steppe-2:']));
  expect(proxy).toContain('option httpchk GET /health/ready');
  const [, seconds, times] = /check inter (\d+)s fall (\d+)/.exec(proxy) ?? [];
  const [drainMs] = statements.flatMap((line) => /^STEPPE_DRAIN_MS: (\d+)$/.exec(line)?.[1] ?? []);
  expect(Number(drainMs)).toBeGreaterThanOrEqual(Number(seconds) * Number(times) * 1_000 + 1_000);
});
