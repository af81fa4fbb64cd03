import { existsSync, rmSync } from 'node:fs';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Database, Progress } from './database.ts';
import { compose } from './docker-engine.ts';
import { newPassword } from './embedded-password.ts';
import { greetNeo4j, PasswordRefused } from './greet-neo4j.ts';
import { dockerPasswordFile, dockerStartedFile } from './layout.ts';
import { readIfThere, writePrivateFile } from './private-file.ts';
import type { CommandResult } from './run-command.ts';

const SERVICE = 'neo4j';
/** A first start fetches an image of some 500 MB. */
const UP_PATIENCE_MS = 20 * 60_000;

/** What Docker said last that is not about its progress. */
function reasonOf({ stderr, failure }: CommandResult): string {
  if (failure === 'ETIMEDOUT') return 'it took too long';
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.findLast((line) => /error|fail|denied|not found|no such|cannot/i.test(line));
  return (telling ?? lines.at(-1) ?? 'it said nothing').slice(0, 300);
}

function upProblem(up: CommandResult): string {
  const reason = reasonOf(up);
  if (/port is already allocated|address already in use/i.test(up.stderr))
    return `Docker could not start Neo4j, as another program has its port (${reason}): stop that one, or set NEO4J_URI to it if it is a Neo4j.`;
  return `Docker could not start Neo4j (${reason}): see "docker compose logs ${SERVICE}".`;
}

/** The password that the container was made with; empty when it is not running. */
async function passwordOfContainer(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout } = await compose(['exec', '--no-TTY', SERVICE, 'printenv', 'NEO4J_AUTH'], env);
  return code === 0 ? stdout.trim().replace(/^neo4j\//, '') : '';
}

/**
 * Runs the compose file's Neo4j. It is stopped with the server if it was started for it; its volume stays.
 * @param dataFolder where the password is kept if the environment gives none.
 * @throws OperatorError when it does not come up, for example because its image cannot be had.
 */
export async function dockerDatabase(
  settings: Settings,
  dataFolder: string,
  progress: Progress,
  env: NodeJS.ProcessEnv,
): Promise<Database> {
  const passwordFile = dockerPasswordFile(dataFolder);
  const startedByUs = dockerStartedFile(dataFolder);
  const kept = settings.NEO4J_PASSWORD || readIfThere(passwordFile) || newPassword();
  const composeEnv = { ...env, NEO4J_PASSWORD: kept };
  progress.update('Starting Neo4j with Docker (its image is fetched the first time)');
  // One that runs already is taken as it is: `up` with another password would make it anew.
  const running = await passwordOfContainer(composeEnv);
  const isOurs = running === '' || existsSync(startedByUs);
  const stop = async (): Promise<void> => {
    if (!isOurs) return;
    await compose(['stop', SERVICE], composeEnv, 120_000);
    rmSync(startedByUs, { force: true });
  };
  try {
    if (running === '') {
      if (settings.NEO4J_PASSWORD === '') writePrivateFile(passwordFile, `${kept}\n`);
      writePrivateFile(startedByUs, '');
      const up = await compose(['up', '--detach', '--wait', SERVICE], composeEnv, UP_PATIENCE_MS);
      if (up.code !== 0) throw new OperatorError(upProblem(up));
    }
    const port = (await compose(['port', SERVICE, '7687'], composeEnv)).stdout.trim();
    if (port === '')
      throw new OperatorError(
        `Docker started Neo4j, but its Bolt port is not published: see the service ${SERVICE} in docker-compose.yml.`,
      );
    const address = {
      uri: `bolt://${port.replace(/^0\.0\.0\.0/, '127.0.0.1')}`,
      username: 'neo4j',
      password: running || kept,
      database: 'neo4j',
    };
    const version = await greetNeo4j(address);
    return {
      ...address,
      origin: 'docker',
      description: `Neo4j ${version} in Docker (service ${SERVICE}) at ${port}`,
      stop,
    };
  } catch (error) {
    await stop();
    if (error instanceof PasswordRefused)
      throw new OperatorError(
        `The graph in Docker's volume has another password: set NEO4J_PASSWORD to it, or remove the graph with "docker compose down --volumes" to start with an empty one.`,
      );
    throw error;
  } finally {
    progress.done();
  }
}
