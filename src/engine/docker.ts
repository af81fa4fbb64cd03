import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { projectRoot } from '../project-root.ts';
import { runCommand } from './command.ts';
import { greetNeo4j } from './connectivity.ts';
import type { Database, Progress } from './database.ts';

const SERVICE = 'neo4j';
const PULL_PATIENCE_MS = 10 * 60_000;

function compose(args: readonly string[], timeoutMs = 60_000) {
  return runCommand('docker', ['compose', '--file', join(projectRoot, 'docker-compose.yml'), ...args], {
    timeoutMs,
  });
}

/** Why Docker cannot be used here, or null when an engine with compose answers. */
export async function dockerProblem(): Promise<string | null> {
  const engine = await runCommand('docker', ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 5_000,
  });
  if (engine.failure === 'ENOENT') return 'no docker program';
  if (engine.code !== 0) return 'no Docker engine answers';
  const plugin = await runCommand('docker', ['compose', 'version'], { timeoutMs: 5_000 });
  return plugin.code === 0 ? null : 'docker has no compose (version 2)';
}

const reasonOf = (stderr: string): string =>
  stderr
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 300) ?? 'it said nothing';

/**
 * Runs the compose file's Neo4j. It is stopped with the server if it was started for it; its volume stays.
 * @throws OperatorError when it does not come up, for example because its image cannot be had.
 */
export async function dockerDatabase(progress: Progress): Promise<Database> {
  const wasRunning = (await compose(['ps', '--status', 'running', '--services'])).stdout
    .split('\n')
    .includes(SERVICE);
  progress.update('Starting Neo4j with Docker (its image is fetched the first time)');
  const up = await compose(['up', '--detach', '--wait', SERVICE], PULL_PATIENCE_MS);
  progress.done();
  if (up.code !== 0) throw new OperatorError(`Docker could not start Neo4j: ${reasonOf(up.stderr)}`);
  const stop = async (): Promise<void> => {
    if (!wasRunning) await compose(['stop', SERVICE]);
  };
  try {
    const port = (await compose(['port', SERVICE, '7687'])).stdout.trim();
    const password = (await compose(['exec', '--no-TTY', SERVICE, 'cat', '/secrets/password'])).stdout.trim();
    if (port === '' || password === '')
      throw new OperatorError('Docker started Neo4j but does not tell its port or password.');
    const address = { uri: `bolt://${port}`, username: 'neo4j', password, database: 'neo4j' };
    const version = await greetNeo4j(address);
    return {
      ...address,
      origin: 'docker',
      description: `Neo4j ${version} in Docker (service ${SERVICE}) at ${port}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
