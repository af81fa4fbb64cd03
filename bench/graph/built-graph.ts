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
import { join, resolve } from 'node:path';
import { findDatabase } from '../../src/engine/find-database.ts';
import { ensureJars } from '../../src/engine/jars.ts';
import { installJava, javaEnvironment, javaProblem, locateJava } from '../../src/engine/java.ts';
import { embeddedLayout } from '../../src/engine/layout.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { projectRoot } from '../../src/project-root.ts';
import { readSettings } from '../../src/settings.ts';
import { checkCounts, finishGraph } from './finish-graph.ts';
import { generate } from './model.ts';
import { importOffline } from './offline-import.ts';
import { GraphRows, type Properties } from './rows.ts';
import { TableFiles, type WrittenTable } from './table-files.ts';
import { versionOf } from './version.ts';

const MANIFEST = 'bench-graph.json';

/** A graph that lies ready, as a data folder of Steppe’s embedded Neo4j. */
export interface BuiltGraph {
  /** For STEPPE_DATA_DIR; one server at a time. */
  readonly folder: string;
  readonly facts: number;
  readonly seed: number;
  /** Rows of each table: nodes by their last label, relationships by their type. */
  readonly counts: Readonly<Record<string, number>>;
  /** How long each step took when it was built. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly megabytes: number;
}

export interface BuildOptions {
  /** Where program files and built graphs are kept; by default STEPPE_CACHE_DIR. */
  readonly cacheFolder?: string;
  readonly seed?: number;
  /** Told each step that is done. */
  readonly onStep?: (step: string, seconds: number) => void;
  readonly env?: NodeJS.ProcessEnv;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** Writes the tables of a graph. @returns them, and the properties of its `Graph` node. */
export function writeTables(folder: string, facts: number, seed: number): [WrittenTable[], Properties] {
  mkdirSync(folder, { recursive: true });
  const files = new TableFiles(folder);
  const rows = new GraphRows();
  for (const change of generate(facts, seed).changes()) for (const row of rows.of(change)) files.write(row);
  return [files.close(), rows.graph];
}

/**
 * The benchmark’s graph of so many facts as a Neo4j that a Steppe can be started on. Built the first time, below the cache
 * folder, by Neo4j’s offline importer; later it is there.
 */
export async function builtGraph(facts: number, options: BuildOptions = {}): Promise<BuiltGraph> {
  const { seed = 1, onStep = () => undefined } = options;
  const env = javaEnvironment(options.env ?? process.env);
  const { NEO4J_URI: _, ...environment } = env;
  const cache = resolve(options.cacheFolder ?? readSettings(environment).STEPPE_CACHE_DIR);
  const folder = join(cache, 'bench', `${facts}-${seed}-${versionOf(facts, seed)}`);
  const manifest = join(folder, MANIFEST);
  if (existsSync(manifest)) return { folder, ...JSON.parse(readFileSync(manifest, 'utf8')) };

  const seconds: Record<string, number> = {};
  const timed = async <T>(step: string, work: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    seconds[step] = Math.round(performance.now() - started) / 1_000;
    onStep(step, seconds[step] ?? 0);
    return result;
  };
  // In a folder of its own until all is done: half a graph is never taken for one.
  const building = `${folder}.building-${process.pid}`;
  const csv = join(building, 'csv');
  try {
    const settings = readSettings({
      ...environment,
      STEPPE_ENGINE: 'embedded',
      STEPPE_DATA_DIR: building,
      STEPPE_HEAP_MB: facts > 300_000 ? '3072' : '1024',
    });
    const java = await locateJava(env);
    const problem = javaProblem(java);
    if (!java || problem) throw new Error(`${problem}. ${installJava}.`);
    const lib = await ensureJars(settings.STEPPE_CACHE_DIR, env, silentProgress);
    const { home, conf } = embeddedLayout(building);
    mkdirSync(conf, { recursive: true });
    const [tables, properties] = await timed('generate the rows', () => writeTables(csv, facts, seed));
    await timed('import them', () => importOffline({ java: java.path, lib, home }, tables, env));
    rmSync(csv, { recursive: true });
    const database = await timed('start Neo4j', () =>
      findDatabase(settings, silentProgress, undefined, environment),
    );
    const graph = new Graph(database, new Statements(join(projectRoot, 'cypher')), 4);
    try {
      await timed('migrate, with all indexes', () => finishGraph(graph, properties));
      await timed('count', () => checkCounts(graph, tables));
    } finally {
      await graph.close();
      await timed('stop Neo4j', () => database.stop());
    }
    const built = {
      facts,
      seed,
      counts: Object.fromEntries(tables.map(({ name, count }) => [name, count])),
      seconds,
      megabytes: Math.round(sizeOf(building) / 2 ** 20),
    };
    writeFileSync(join(building, MANIFEST), JSON.stringify(built, null, 2));
    if (!existsSync(manifest)) renameSync(building, folder);
    return { folder, ...built };
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}
