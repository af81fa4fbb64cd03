import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { projectRoot } from '../project-root.ts';
import { type CommandResult, runCommand } from './command.ts';
import type { Progress } from './database.ts';

/** The Neo4j that is run when no other is given: the newest of the long-term 5.26 line when this was written. */
export const NEO4J_VERSION = '5.26.30';

const PATIENCE_MS = 20 * 60_000;
const outOfSpace = (folder: string): string =>
  `The disk is full: Neo4j needs about 120 MB in ${folder}. Make room, or set STEPPE_CACHE_DIR to a folder elsewhere, and start again.`;

export const jarsFolder = (cacheFolder: string): string => join(cacheFolder, `neo4j-${NEO4J_VERSION}`);

interface Manifest {
  readonly sizes: Readonly<Record<string, number>>;
}

/** Whether a folder holds every jar in full. */
export function areJarsComplete(folder: string): boolean {
  try {
    const { sizes } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    return Object.entries(sizes).every(([name, size]) => statSync(join(folder, 'lib', name)).size === size);
  } catch {
    return false;
  }
}

function sizesOf(folder: string): Record<string, number> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));
}

function downloadProblem(result: CommandResult, folder: string): string {
  const output = result.stdout + result.stderr;
  if (result.failure === 'ENOENT')
    return 'Maven (mvn) was not found, and fetching Neo4j needs it once. Install it (Debian: apt-get install maven; macOS: brew install maven), or set NEO4J_URI to a Neo4j of your own, or start Docker.';
  if (/no space left/i.test(output)) return outOfSpace(folder);
  if (result.failure === 'ETIMEDOUT')
    return `Fetching Neo4j took longer than ${PATIENCE_MS / 60_000} minutes. Check the network and start again, or set NEO4J_URI to a Neo4j of your own.`;
  const reason = output
    .split('\n')
    .find((line) => line.startsWith('[ERROR]'))
    ?.replace('[ERROR] ', '')
    // Mirrors may be private: the sentence says what failed, not where.
    .replace(/https?:\/\/\S+/g, 'its repository')
    .slice(0, 300);
  return `Neo4j could not be fetched with Maven (${reason ?? `mvn ended with code ${result.code}`}). The first start needs a network: check it and Maven's settings and start again, or set NEO4J_URI to a Neo4j of your own.`;
}

/** Reports how much has arrived while Maven works. */
function watchDownload(folder: string, progress: Progress): () => void {
  const timer = setInterval(() => {
    const sizes = Object.values(sizesOf(folder));
    const megabytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
    progress.update(
      `Fetching Neo4j ${NEO4J_VERSION} with Maven, once: ${sizes.length} files, ${megabytes} MB of about 125`,
    );
  }, 500);
  return () => clearInterval(timer);
}

/**
 * The folder of Neo4j's jars, fetched by Maven the first time. They are fetched beside it and moved into place when all
 * are there, so that a broken download is never trusted.
 * @throws OperatorError saying what is in the way.
 */
export async function ensureJars(
  cacheFolder: string,
  env: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<string> {
  const folder = jarsFolder(cacheFolder);
  if (areJarsComplete(folder)) return join(folder, 'lib');
  const arriving = join(cacheFolder, `.fetching-${process.pid}-${randomBytes(4).toString('hex')}`);
  const lib = join(arriving, 'lib');
  progress.update(`Fetching Neo4j ${NEO4J_VERSION} with Maven, once (about 120 MB)`);
  const stopWatching = watchDownload(lib, progress);
  try {
    mkdirSync(lib, { recursive: true });
    const result = await runCommand(
      'mvn',
      [
        '--batch-mode',
        '--strict-checksums',
        '--file',
        join(projectRoot, 'src', 'engine', 'neo4j-pom.xml'),
        `-Dneo4j.version=${NEO4J_VERSION}`,
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
        `-DoutputDirectory=${lib}`,
      ],
      { timeoutMs: PATIENCE_MS, env },
    );
    if (result.code !== 0 || result.failure !== null)
      throw new OperatorError(downloadProblem(result, cacheFolder));
    const sizes = sizesOf(lib);
    if (!Object.keys(sizes).includes(`neo4j-server-${NEO4J_VERSION}.jar`))
      throw new OperatorError(
        'Maven ended well but brought no Neo4j: look at its settings (mvn help:effective-settings).',
      );
    writeFileSync(join(arriving, 'manifest.json'), JSON.stringify({ sizes }));
    place(arriving, folder);
    return join(folder, 'lib');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new OperatorError(outOfSpace(cacheFolder));
    throw error;
  } finally {
    stopWatching();
    progress.done();
    rmSync(arriving, { recursive: true, force: true });
  }
}

/** Moves what arrived into place, unless another process has done so meanwhile. */
function place(arriving: string, folder: string): void {
  try {
    renameSync(arriving, folder);
  } catch (error) {
    if (areJarsComplete(folder)) return;
    if (!existsSync(folder)) throw error;
    rmSync(folder, { recursive: true, force: true });
    renameSync(arriving, folder);
  }
}
