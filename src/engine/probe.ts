import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { chooseWay, type Way } from './choose-way.ts';
import { dockerState } from './docker-engine.ts';
import { lockHolder } from './folder-lock.ts';
import { givenDatabase } from './given-database.ts';
import { areJarsThere, installMaven, JARS_MB, NEO4J_VERSION } from './jars.ts';
import { installJava, javaProblem, locateJava } from './java.ts';
import { embeddedLayout } from './layout.ts';
import { programPath } from './program-path.ts';
import { runCommand } from './run-command.ts';

/** One thing found on this machine. */
export interface Fact {
  readonly name: string;
  readonly found: string;
  /** False when it stands in the way of a start with these settings; what such a start does not need is never false. */
  readonly ok: boolean;
  readonly advice?: string;
}

/** What an empty graph, its logs and its indexes take, with room to grow. */
const DATA_MB = 300;
const OLDEST_NODE = [20, 19] as const;

function nodeFact(): Fact {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const ok = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  const advice = `Install Node ${OLDEST_NODE.join('.')} or later.`;
  return {
    name: 'Node',
    found: `${process.versions.node} (${process.execPath})`,
    ok,
    ...(ok ? {} : { advice }),
  };
}

/** Which way `findDatabase` would go, and, for a given URI, whether a Neo4j answers there. */
async function wayFact(way: Way, settings: Settings): Promise<Fact> {
  const name = 'Neo4j';
  if (way.kind === 'none') return { name, found: 'none', ok: false, advice: way.problem };
  if (way.kind === 'docker') return { name, found: 'would be run with Docker', ok: true };
  if (way.kind === 'embedded')
    return { name, found: `would be run here (embedded)${way.notice ? `. ${way.notice}` : ''}`, ok: true };
  try {
    return { name, found: (await givenDatabase(settings)).description, ok: true };
  } catch (error) {
    if (error instanceof OperatorError)
      return { name, found: 'does not answer at NEO4J_URI', ok: false, advice: error.message };
    throw error;
  }
}

async function javaFact(isNeeded: boolean, env: NodeJS.ProcessEnv): Promise<Fact> {
  const java = await locateJava(env);
  const problem = javaProblem(java);
  if (problem !== null || !java)
    return { name: 'Java', found: problem ?? '', ok: !isNeeded, advice: `${installJava}.` };
  const isTried = java.major === 17 || java.major === 21;
  return {
    name: 'Java',
    found: `${java.version} (${java.path})`,
    ok: true,
    ...(isTried ? {} : { advice: 'Neo4j 5.26 is made for Java 17 and 21.' }),
  };
}

async function mavenFact(isNeeded: boolean, env: NodeJS.ProcessEnv): Promise<Fact> {
  const path = programPath('mvn', env);
  if (path === null)
    return { name: 'Maven', found: 'no mvn was found', ok: !isNeeded, advice: `${installMaven}.` };
  const { code, stdout } = await runCommand(path, ['--version'], { timeoutMs: 15_000, env });
  // Colours, if the user's settings ask for them.
  const version = /Apache Maven (\S+)/.exec(stripVTControlCharacters(stdout))?.[1];
  if (code !== 0 || version === undefined)
    return { name: 'Maven', found: `${path} does not run`, ok: !isNeeded, advice: `${installMaven}.` };
  return { name: 'Maven', found: `${version} (${path})`, ok: true };
}

async function dockerFact(isNeeded: boolean, env: NodeJS.ProcessEnv): Promise<Fact> {
  const docker = await dockerState(env);
  if (docker.kind === 'ready')
    return { name: 'Docker', found: `engine ${docker.engine}, compose ${docker.compose}`, ok: true };
  return {
    name: 'Docker',
    found: docker.reason,
    ok: !isNeeded,
    ...(isNeeded ? { advice: 'Start Docker, or set STEPPE_ENGINE to embedded.' } : {}),
  };
}

const nearestThere = (path: string): string => (existsSync(path) ? path : nearestThere(dirname(path)));

/** Why a folder cannot be written to or made; null when it can. Looking is no reason to make it. */
function folderProblem(folder: string): string | null {
  const there = nearestThere(folder);
  if (!statSync(there).isDirectory()) return `${there} is a file`;
  try {
    accessSync(there, constants.W_OK);
    return null;
  } catch {
    return `${there} may not be written to`;
  }
}

function folderFact(
  name: string,
  setting: 'STEPPE_DATA_DIR' | 'STEPPE_CACHE_DIR',
  path: string,
  neededMb: number,
  inIt: readonly string[] = [],
): Fact {
  const folder = resolve(path);
  const { bavail, bsize } = statfsSync(nearestThere(folder));
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  const found = `${folder}, ${freeMb >= 10_000 ? `${Math.round(freeMb / 1000)} GB` : `${freeMb} MB`} free`;
  const problem =
    [folder, ...inIt].map(folderProblem).find((one) => one !== null) ??
    (freeMb < neededMb ? `about ${neededMb} MB are needed there` : null);
  if (neededMb === 0 || problem === null) return { name, found, ok: true };
  return {
    name,
    found,
    ok: false,
    advice: `${problem}: set ${setting} to a folder of yours with room in it.`,
  };
}

async function holderFact(isNeeded: boolean, settings: Settings): Promise<Fact> {
  const holder = await lockHolder(resolve(settings.STEPPE_DATA_DIR), 'server');
  return {
    name: 'Data folder in use',
    found: holder === null ? 'by nobody' : `by process ${holder}`,
    ok: holder === null || !isNeeded,
    ...(holder === null
      ? {}
      : {
          advice: 'It is another Steppe: stop it, or give this one a folder of its own with STEPPE_DATA_DIR.',
        }),
  };
}

/**
 * Looks at what a start with these settings would find, without starting or making anything: for `steppe doctor`.
 * @param env says where programs are.
 */
export async function probeMachine(
  settings: Settings,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Fact[]> {
  const way = await chooseWay(settings, resolve(settings.STEPPE_DATA_DIR), env);
  const areJarsCached = areJarsThere(settings.STEPPE_CACHE_DIR);
  // What "none" lacks is said by it; Java and Maven are what would help.
  const isEmbedded = way.kind === 'embedded' || (way.kind === 'none' && settings.STEPPE_ENGINE !== 'docker');
  const isOwn = way.kind !== 'uri';
  const areJarsNeeded = isEmbedded && !areJarsCached;
  return [
    nodeFact(),
    await wayFact(way, settings),
    await javaFact(isEmbedded, env),
    await mavenFact(areJarsNeeded, env),
    await dockerFact(settings.STEPPE_ENGINE === 'docker' && isOwn, env),
    {
      name: 'Neo4j program files',
      found: areJarsCached
        ? `${NEO4J_VERSION} in ${resolve(settings.STEPPE_CACHE_DIR)}`
        : `not fetched yet (about ${JARS_MB} MB, once)`,
      ok: true,
    },
    folderFact(
      'Cache folder',
      'STEPPE_CACHE_DIR',
      settings.STEPPE_CACHE_DIR,
      areJarsNeeded ? 2 * JARS_MB : 0,
    ),
    folderFact(
      'Data folder',
      'STEPPE_DATA_DIR',
      settings.STEPPE_DATA_DIR,
      isEmbedded ? DATA_MB : isOwn ? 1 : 0,
      // One that was started by another user has left what is not ours.
      isEmbedded ? [embeddedLayout(resolve(settings.STEPPE_DATA_DIR)).home] : [],
    ),
    await holderFact(isOwn, settings),
  ];
}
