import { existsSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Database, Progress } from './database.ts';
import { compose, composeAtExit } from './docker-engine.ts';
import { otherPassword, upProblem, waysOut } from './docker-problem.ts';
import { newPassword } from './embedded-password.ts';
import { greetNeo4j, PasswordRefused } from './greet-neo4j.ts';
import { dockerPasswordFile, dockerStartedFile } from './layout.ts';
import { readIfThere, writePrivateFile } from './private-file.ts';

const SERVICE = 'neo4j';
/** A first start fetches an image of some 500 MB. */
const UP_PATIENCE_MS = 20 * 60_000;
const STOP_PATIENCE_MS = 120_000;

const Configuration = z.object({
  services: z.object({ [SERVICE]: z.object({ environment: z.object({ NEO4J_AUTH: z.string() }) }) }),
});

/** NEO4J_AUTH is `user/password`. */
const passwordIn = (auth: string): string => auth.trim().replace(/^neo4j\//, '');

/** The password that the running container was made with; empty when none runs. */
async function passwordOfContainer(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout } = await compose(['exec', '--no-TTY', SERVICE, 'printenv', 'NEO4J_AUTH'], env);
  return code === 0 ? passwordIn(stdout) : '';
}

/** The password that `docker compose up` would take by itself, from the file .env; empty when there is none. */
async function passwordOfCompose(env: NodeJS.ProcessEnv): Promise<string> {
  // A blank one in the environment would hide the file's.
  const { NEO4J_PASSWORD: _, ...withoutPassword } = env;
  const { code, stdout } = await compose(['config', '--format', 'json', SERVICE], withoutPassword);
  if (code !== 0) return '';
  return passwordIn(Configuration.parse(JSON.parse(stdout)).services[SERVICE].environment.NEO4J_AUTH);
}

/** Whether the container has run, and so may have made a graph. */
async function hasRun(env: NodeJS.ProcessEnv): Promise<boolean> {
  const { code, stdout } = await compose(['ps', '--all', '--format', '{{.State}}', SERVICE], env);
  return code !== 0 || !['', 'created'].includes(stdout.trim());
}

/** @returns where the container's Bolt port is published. */
async function boltPort(env: NodeJS.ProcessEnv): Promise<string> {
  const port = (await compose(['port', SERVICE, '7687'], env)).stdout.trim();
  if (port !== '') return port.replace(/^0\.0\.0\.0/, '127.0.0.1');
  throw new OperatorError(
    `Docker started Neo4j, but its Bolt port is not published: see the service ${SERVICE} in docker-compose.yml.`,
  );
}

/**
 * Runs the compose file's Neo4j. It is stopped with the server if it was started for it; its volume stays.
 * @param dataFolder where the password is kept if neither the environment nor the file .env gives one.
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
  progress.update('Starting Neo4j with Docker (its image is fetched the first time)');
  // The compose file wants some password, even to be asked.
  const running = await passwordOfContainer({ ...env, NEO4J_PASSWORD: 'any' });
  const given = running || settings.NEO4J_PASSWORD || (await passwordOfCompose(env));
  const kept = readIfThere(passwordFile);
  const password = given || kept || newPassword();
  const isNew = given === '' && kept === '';
  const isOurs = running === '' || existsSync(startedByUs);
  // In its environment, not in an argument: those are for everybody to see.
  const composeEnv = { ...env, NEO4J_PASSWORD: password };
  const stop = async (): Promise<void> => {
    if (!isOurs) return;
    await compose(['stop', SERVICE], composeEnv, STOP_PATIENCE_MS);
    rmSync(startedByUs, { force: true });
  };
  // Ctrl-C in the midst of a start ends this process at once: its Neo4j should not stay.
  const abandon = (): void => {
    if (isOurs) composeAtExit(['stop', SERVICE], composeEnv);
  };
  process.once('exit', abandon);
  try {
    if (isNew) writePrivateFile(passwordFile, `${password}\n`);
    if (isOurs) writePrivateFile(startedByUs, '');
    // One that runs already is taken as it is, and waited for: it may have been started a moment ago.
    const asItIs = running === '' ? [] : ['--no-recreate'];
    const up = await compose(['up', '--detach', '--wait', ...asItIs, SERVICE], composeEnv, UP_PATIENCE_MS);
    if (up.code !== 0) {
      const log = await compose(['logs', '--no-log-prefix', '--no-color', '--tail=5', SERVICE], composeEnv);
      const problem = upProblem(up, log.stdout);
      throw new OperatorError(settings.STEPPE_ENGINE === 'docker' ? `${problem} ${waysOut}` : problem);
    }
    const port = await boltPort(composeEnv);
    const address = { uri: `bolt://${port}`, username: 'neo4j', password, database: 'neo4j' };
    const version = await greetNeo4j(address);
    return {
      ...address,
      origin: 'docker',
      description: `Neo4j ${version} in Docker (service ${SERVICE}) at ${port}`,
      stop,
    };
  } catch (error) {
    const isRefused = error instanceof PasswordRefused;
    // A password that no graph has is not kept: the file says that this data folder's graph is in Docker.
    if (isNew && (isRefused || !(await hasRun(composeEnv)))) rmSync(passwordFile, { force: true });
    await stop();
    throw isRefused ? new OperatorError(otherPassword) : error;
  } finally {
    process.off('exit', abandon);
    progress.done();
  }
}
