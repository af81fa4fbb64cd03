import { delimiter, resolve } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Database, Progress } from './database.ts';
import { writeConfiguration } from './embedded-configuration.ts';
import { ensurePassword } from './embedded-password.ts';
import { errorCode } from './error-code.ts';
import { beginFirstStart, endFirstStart } from './first-start.ts';
import { freePort } from './free-port.ts';
import { ensureJars, NEO4J_VERSION } from './jars.ts';
import { type Java, javaEnvironment } from './java.ts';
import { type EmbeddedLayout, embeddedLayout } from './layout.ts';
import { endLeftover, type Neo4jProcess, startNeo4j } from './neo4j-process.ts';
import { diskFull, isPortTaken, lengthOf } from './start-problem.ts';
import { usableFolder } from './usable-folder.ts';
import { waitForBolt } from './wait-for-bolt.ts';

/** Between finding a free port and Neo4j's taking it lie seconds in which another program may. */
const PORTS_TO_TRY = 3;

interface Start {
  readonly layout: EmbeddedLayout;
  readonly java: string;
  readonly lib: string;
  readonly password: string;
  readonly heapMb: number;
  readonly pageCacheMb: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts Neo4j and waits until it answers. */
async function start(given: Start, progress: Progress): Promise<{ neo4j: Neo4jProcess; uri: string }> {
  const { layout, password, pageCacheMb } = given;
  for (let portsLeft = PORTS_TO_TRY - 1; ; portsLeft -= 1) {
    const port = await freePort();
    const uri = `bolt://127.0.0.1:${port}`;
    writeConfiguration(layout, port, pageCacheMb);
    const logStart = lengthOf(layout.debugLog);
    const neo4j = await startNeo4j(layout, given);
    try {
      await waitForBolt(neo4j, { uri, password }, layout, logStart, progress);
      endFirstStart(layout);
      return { neo4j, uri };
    } catch (error) {
      await neo4j.stop();
      if (portsLeft === 0 || !isPortTaken(layout)) throw error;
    }
  }
}

/**
 * Starts Neo4j Community as a child process: on 127.0.0.1 only, with its data in the data folder, fetching it first if need be.
 * The caller holds the folder's lock.
 * @param dataFolder a full path.
 * @throws OperatorError saying what is in the way.
 */
export async function embeddedDatabase(
  settings: Settings,
  java: Java,
  dataFolder: string,
  progress: Progress,
  env: NodeJS.ProcessEnv,
): Promise<Database> {
  const cacheFolder = resolve(settings.STEPPE_CACHE_DIR);
  // Java takes a list of folders with this between them, and knows no way to write it within one.
  if (cacheFolder.includes(delimiter))
    throw new OperatorError(
      `The folder ${cacheFolder} cannot be used: Java allows no "${delimiter}" in its path. Set STEPPE_CACHE_DIR to another.`,
    );
  const layout = embeddedLayout(dataFolder);
  try {
    usableFolder(layout.home, 'STEPPE_DATA_DIR');
    await endLeftover(layout, progress);
    const javaEnv = javaEnvironment(env);
    const lib = await ensureJars(cacheFolder, javaEnv, progress);
    progress.update(`Starting Neo4j ${NEO4J_VERSION} Community (Java ${java.version})`);
    const { STEPPE_HEAP_MB: heapMb, STEPPE_PAGE_CACHE_MB: pageCacheMb } = settings;
    writeConfiguration(layout, 0, pageCacheMb);
    beginFirstStart(layout);
    const password = await ensurePassword(layout, java.path, lib, javaEnv);
    const given = { layout, java: java.path, lib, password, heapMb, pageCacheMb, env: javaEnv };
    const { neo4j, uri } = await start(given, progress);
    let isStopping = false;
    return {
      uri,
      username: 'neo4j',
      password,
      database: 'neo4j',
      origin: 'embedded',
      description: `Neo4j ${NEO4J_VERSION} community, started by Steppe (process ${neo4j.pid}), data in ${layout.home}`,
      lost: neo4j.ended.then((how) =>
        isStopping
          ? new Promise<never>(() => undefined)
          : new OperatorError(
              `The embedded Neo4j ended by itself (${how}): see ${layout.consoleLog}, and start again.`,
            ),
      ),
      stop: async () => {
        isStopping = true;
        await neo4j.stop();
      },
    };
  } catch (error) {
    if (errorCode(error) === 'ENOSPC') throw new OperatorError(diskFull(layout));
    throw error;
  } finally {
    progress.done();
  }
}
