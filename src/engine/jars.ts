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
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { OperatorError } from '../errors.ts';
import { projectRoot } from '../project-root.ts';
import type { Progress } from './database.ts';
import { errorCode } from './error-code.ts';
import { type FolderLock, tryLock } from './folder-lock.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import { usableFolder } from './usable-folder.ts';

/** The Neo4j that is run when no other is given: the newest of the long-term 5.26 line when this was written. */
export const NEO4J_VERSION = '5.26.30';
/** What its jars take on the disk. */
export const JARS_MB = 125;

const PATIENCE_MS = 30 * 60_000;
/** Without this one Maven has brought something else. */
const SERVER_JAR = `neo4j-server-${NEO4J_VERSION}.jar`;
const ARRIVING = '.arriving-';
const Manifest = z.object({ sizes: z.record(z.string(), z.number()) });

const jarsFolder = (cacheFolder: string): string => join(cacheFolder, `neo4j-${NEO4J_VERSION}`);

export const installMaven =
  'Install Maven (Debian: apt-get install maven; macOS: brew install maven), which fetches Neo4j once';

/** Whether a cache folder holds every jar in full. */
export function areJarsThere(cacheFolder: string): boolean {
  const folder = jarsFolder(cacheFolder);
  try {
    const { sizes } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
    return Object.entries(sizes).every(([name, size]) => statSync(join(folder, 'lib', name)).size === size);
  } catch {
    return false;
  }
}

function sizesOf(folder: string): Record<string, number> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));
}

const outOfSpace = (folder: string): string =>
  `The disk is full: Neo4j's program files need about ${JARS_MB} MB in ${folder}, and as much in Maven's own folder. Make room, or set STEPPE_CACHE_DIR to a folder elsewhere, and start again.`;

function downloadProblem(result: CommandResult, cacheFolder: string): string {
  const output = result.stdout + result.stderr;
  const ownNeo4j = 'or set NEO4J_URI to a Neo4j of your own';
  if (result.failure === 'ENOENT' || result.failure === 'EACCES')
    return `No Maven (mvn) was found, and the embedded Neo4j is fetched with it. ${installMaven}, ${ownNeo4j}, or start Docker.`;
  if (/no space left|disk quota/i.test(output)) return outOfSpace(cacheFolder);
  if (result.failure === 'ETIMEDOUT')
    return `Fetching Neo4j with Maven took longer than ${PATIENCE_MS / 60_000} minutes. Check the network and start again (what has arrived is kept by Maven), ${ownNeo4j}.`;
  const reason = (output.split('\n').find((line) => line.startsWith('[ERROR]')) ?? '')
    .replace('[ERROR] ', '')
    // Maven's advice on its own switches, and addresses of mirrors, which may be private.
    .replace(/ -> \[Help \d+\].*/, '')
    .replace(/\(?https?:\/\/\S+/g, '')
    .replace(/\s+/g, ' ')
    // The last of a chain of causes is the one to know.
    .replace(/^.*(?=Could not (transfer|find)|Cannot access)/, '')
    .slice(0, 300);
  return `Maven could not fetch Neo4j, which the first start needs a network for (${reason || `mvn ended with code ${result.code}`}). Check the network and Maven's proxy or mirror settings and start again, ${ownNeo4j}.`;
}

const unitMegabytes: Readonly<Record<string, number>> = { B: 1e-6, kB: 1e-3, MB: 1, GB: 1e3 };

/** Counts the jars that Maven reports to have fetched. */
function downloadMeter(progress: Progress): (text: string) => void {
  let files = 0;
  let megabytes = 0;
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, amount, unit = ''] = /Downloaded .*\.jar \(([\d.]+) (\w+)/.exec(line) ?? [];
      if (amount === undefined) continue;
      files += 1;
      megabytes += Number(amount) * (unitMegabytes[unit] ?? 0);
      progress.update(
        `Fetching Neo4j ${NEO4J_VERSION} with Maven, once: ${files} files, ${Math.round(megabytes)} MB of about ${JARS_MB}`,
      );
    }
  };
}

/** Fetches into a folder of its own and moves it into place when all is there, so half a download is never trusted. */
async function fetchJars(cacheFolder: string, env: NodeJS.ProcessEnv, progress: Progress): Promise<void> {
  for (const name of readdirSync(cacheFolder))
    if (name.startsWith(ARRIVING)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  const arriving = join(cacheFolder, `${ARRIVING}${process.pid}`);
  const lib = join(arriving, 'lib');
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
        '-DincludeScope=runtime',
        `-DoutputDirectory=${lib}`,
      ],
      { timeoutMs: PATIENCE_MS, env, onOutput: downloadMeter(progress) },
    );
    if (result.code !== 0 || result.failure !== null)
      throw new OperatorError(downloadProblem(result, cacheFolder));
    const sizes = sizesOf(lib);
    if (!sizes[SERVER_JAR])
      throw new OperatorError(
        `Maven ended well but did not bring ${SERVER_JAR}: look at its settings (mvn help:effective-settings), or set NEO4J_URI to a Neo4j of your own.`,
      );
    writeFileSync(join(arriving, 'manifest.json'), JSON.stringify({ sizes }, null, 1));
    const folder = jarsFolder(cacheFolder);
    rmSync(folder, { recursive: true, force: true });
    renameSync(arriving, folder);
  } catch (error) {
    if (errorCode(error) === 'ENOSPC') throw new OperatorError(outOfSpace(cacheFolder));
    throw error;
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
}

/** One process fetches at a time; the others wait and find it done. @returns null when it was done meanwhile. */
async function lockForFetching(cacheFolder: string, progress: Progress): Promise<FolderLock | null> {
  for (;;) {
    const lock = await tryLock(cacheFolder, 'fetch');
    if ('release' in lock) return lock;
    progress.update(`Waiting for another Steppe (process ${lock.holder}) to fetch Neo4j ${NEO4J_VERSION}`);
    await sleep(500);
    if (areJarsThere(cacheFolder)) return null;
  }
}

/**
 * Neo4j's jars, fetched by Maven the first time.
 * @returns the folder they are in.
 * @throws OperatorError saying what is in the way.
 */
export async function ensureJars(
  cacheSetting: string,
  env: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<string> {
  const lib = (cacheFolder: string): string => join(jarsFolder(cacheFolder), 'lib');
  // A cache that is complete may be read-only.
  if (areJarsThere(cacheSetting)) return lib(cacheSetting);
  const cacheFolder = usableFolder(cacheSetting, 'STEPPE_CACHE_DIR');
  const lock = await lockForFetching(cacheFolder, progress);
  try {
    if (areJarsThere(cacheFolder)) return lib(cacheFolder);
    progress.update(`Fetching Neo4j ${NEO4J_VERSION} with Maven, once (about ${JARS_MB} MB)`);
    await fetchJars(cacheFolder, env, progress);
    return lib(cacheFolder);
  } finally {
    lock?.release();
    progress.done();
  }
}
