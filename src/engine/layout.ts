import { join } from 'node:path';

/** Where the embedded database keeps what, below the data folder. */
export interface EmbeddedLayout {
  /** Neo4j's own folder: the graph, its settings and its logs. */
  readonly home: string;
  readonly conf: string;
  readonly data: string;
  readonly databases: string;
  /** There once Neo4j has been started. */
  readonly systemDatabase: string;
  /** There until Neo4j has answered for the first time. Beside the databases, so that it goes where they go. */
  readonly firstStartFile: string;
  /** All that the running (or last) Neo4j printed. */
  readonly consoleLog: string;
  readonly debugLog: string;
  readonly passwordFile: string;
  /** Which process Neo4j is, for the next start to find it should it be left behind. */
  readonly processFile: string;
}

/** @param dataFolder a full path. */
export function embeddedLayout(dataFolder: string): EmbeddedLayout {
  const home = join(dataFolder, 'neo4j');
  const data = join(home, 'data');
  const databases = join(data, 'databases');
  return {
    home,
    conf: join(home, 'conf'),
    data,
    databases,
    systemDatabase: join(databases, 'system'),
    firstStartFile: join(data, 'first-start'),
    consoleLog: join(home, 'console.log'),
    debugLog: join(home, 'logs', 'debug.log'),
    passwordFile: join(dataFolder, 'password'),
    processFile: join(dataFolder, 'neo4j.process.json'),
  };
}

/** The password of the Neo4j in Docker, if it was made here. */
export const dockerPasswordFile = (dataFolder: string): string => join(dataFolder, 'docker.password');

/** There while a container that we started may run, so that one left behind by a killed server is stopped after all. */
export const dockerStartedFile = (dataFolder: string): string => join(dataFolder, 'docker.started');
