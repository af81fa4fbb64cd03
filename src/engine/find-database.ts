import { resolve } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { chooseWay, embeddedWay, type Way } from './choose-way.ts';
import type { Database, Progress } from './database.ts';
import { dockerDatabase } from './docker-database.ts';
import { embeddedDatabase } from './embedded-database.ts';
import { lockHolder, tryLock } from './folder-lock.ts';
import { givenDatabase } from './given-database.ts';
import { recordDatabase } from './running-database.ts';
import { usableFolder } from './usable-folder.ts';

/** A Neo4j of ours, on a data folder that this process holds. */
async function ownDatabase(
  way: Way,
  settings: Settings,
  dataFolder: string,
  progress: Progress,
  notice: (text: string) => void,
  env: NodeJS.ProcessEnv,
): Promise<Database> {
  if (way.kind === 'none') throw new OperatorError(way.problem);
  if (way.kind === 'uri') return givenDatabase(settings);
  if (way.kind === 'embedded') {
    if (way.notice) notice(way.notice);
    return embeddedDatabase(settings, way.java, dataFolder, progress, env);
  }
  try {
    return await dockerDatabase(settings, dataFolder, progress, env);
  } catch (error) {
    if (settings.STEPPE_ENGINE === 'docker' || !(error instanceof OperatorError)) throw error;
    notice(`${error.message} Going on with the embedded Neo4j.`);
    const embedded = await embeddedWay(settings, env);
    return ownDatabase(embedded, settings, dataFolder, progress, notice, env);
  }
}

const folderInUse = (dataFolder: string, holder: number): OperatorError =>
  new OperatorError(
    `Another Steppe (process ${holder}) uses the data folder ${dataFolder}: stop it, or give this one a folder of its own with STEPPE_DATA_DIR.`,
  );

/**
 * Sees whether the data folder, if there is need of one, is free, before anything else is tried.
 * @throws OperatorError naming the process that uses it.
 */
export async function checkDataFolder(settings: Settings): Promise<void> {
  if (settings.NEO4J_URI !== '') return;
  const dataFolder = resolve(settings.STEPPE_DATA_DIR);
  const holder = await lockHolder(dataFolder, 'server');
  if (holder !== null) throw folderInUse(dataFolder, holder);
}

/**
 * Finds a Neo4j to talk to: the given one, else one in Docker if an engine answers, else the embedded one. What is
 * started holds the data folder until its `stop()`.
 * @param notice told of what was tried in vain on the way.
 * @param env says where programs are (PATH, JAVA_HOME, DOCKER_HOST).
 * @throws OperatorError saying what is in the way and how to go on.
 */
export async function findDatabase(
  settings: Settings,
  progress: Progress,
  notice: (text: string) => void = () => undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Database> {
  if (settings.NEO4J_URI !== '') return givenDatabase(settings);
  const dataFolder = usableFolder(settings.STEPPE_DATA_DIR, 'STEPPE_DATA_DIR');
  const lock = await tryLock(dataFolder, 'server');
  if ('holder' in lock) throw folderInUse(dataFolder, lock.holder);
  try {
    const way = await chooseWay(settings, dataFolder, env);
    const database = await ownDatabase(way, settings, dataFolder, progress, notice, env);
    const unrecord = recordDatabase(dataFolder, database);
    let stopping: Promise<void> | undefined;
    return {
      ...database,
      stop: () => {
        unrecord();
        stopping ??= database.stop().finally(lock.release);
        return stopping;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
