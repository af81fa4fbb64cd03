import { existsSync } from 'node:fs';
import type { Settings } from '../settings.ts';
import { dockerState } from './docker-engine.ts';
import { areJarsThere, installMaven } from './jars.ts';
import { installJava, type Java, javaProblem, locateJava } from './java.ts';
import { dockerPasswordFile, embeddedLayout } from './layout.ts';
import { programPath } from './program-path.ts';

/** How to come to a Neo4j with these settings on this machine. Notices and problems are sentences for the operator. */
export type Way =
  | { readonly kind: 'uri' }
  | { readonly kind: 'docker' }
  | { readonly kind: 'embedded'; readonly java: Java; readonly notice?: string }
  | { readonly kind: 'none'; readonly problem: string };

const threeWays =
  'There are three ways: set NEO4J_URI (and NEO4J_PASSWORD) to a Neo4j of your own; start Docker; or install Java 17 or 21 and Maven for the embedded one.';

type Embedded =
  | { readonly java: Java; readonly lack: null }
  | { readonly java: Java | null; readonly lack: { readonly reason: string; readonly advice: string } };

/** What there is and what is missing for the embedded Neo4j. */
async function embeddedState(settings: Settings, env: NodeJS.ProcessEnv): Promise<Embedded> {
  const java = await locateJava(env);
  const problem = javaProblem(java);
  if (problem !== null || !java) return { java, lack: { reason: problem ?? '', advice: installJava } };
  if (areJarsThere(settings.STEPPE_CACHE_DIR) || programPath('mvn', env)) return { java, lack: null };
  return { java, lack: { reason: 'no Maven (mvn) was found to fetch it with', advice: installMaven } };
}

/** The way of the embedded Neo4j, whatever else there is. */
export async function embeddedWay(settings: Settings, env: NodeJS.ProcessEnv): Promise<Way> {
  const { java, lack } = await embeddedState(settings, env);
  if (!lack) return { kind: 'embedded', java };
  return {
    kind: 'none',
    problem: `The embedded Neo4j cannot run: ${lack.reason}. ${lack.advice}, or set NEO4J_URI to a Neo4j of your own, or start Docker.`,
  };
}

/**
 * Chooses: the given Neo4j, else Docker's if an engine answers, else the embedded one. A data folder that has its graph
 * in the embedded Neo4j stays with that one when Docker is started later: nobody's graph disappears.
 * @param dataFolder a full path.
 */
export async function chooseWay(
  settings: Settings,
  dataFolder: string,
  env: NodeJS.ProcessEnv,
): Promise<Way> {
  if (settings.NEO4J_URI !== '') return { kind: 'uri' };
  if (settings.STEPPE_ENGINE === 'embedded') return embeddedWay(settings, env);
  const docker = await dockerState(env);
  if (settings.STEPPE_ENGINE === 'docker') {
    if (docker.kind === 'ready') return { kind: 'docker' };
    return {
      kind: 'none',
      problem: `STEPPE_ENGINE is docker, but ${docker.reason}. Start or install Docker, or set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own.`,
    };
  }
  const hasDockerGraph = existsSync(dockerPasswordFile(dataFolder));
  const hasEmbeddedGraph = existsSync(embeddedLayout(dataFolder).systemDatabase);
  if (docker.kind === 'ready' && (hasDockerGraph || !hasEmbeddedGraph)) return { kind: 'docker' };
  const { java, lack } = await embeddedState(settings, env);
  if (docker.kind === 'ready') {
    if (lack) return { kind: 'docker' };
    return {
      kind: 'embedded',
      java,
      notice: `Docker answers, but the graph in ${dataFolder} is the embedded Neo4j's: going on with that. STEPPE_ENGINE=docker takes Docker's.`,
    };
  }
  if (lack)
    return {
      kind: 'none',
      problem: `No Neo4j can be found or started: NEO4J_URI is not set, ${docker.reason}, and for the embedded one ${lack.reason}. ${threeWays}`,
    };
  if (hasDockerGraph && !hasEmbeddedGraph)
    return {
      kind: 'embedded',
      java,
      notice: `The graph of ${dataFolder} was in Docker so far, but ${docker.reason}: going on with the embedded Neo4j, which has a graph of its own.`,
    };
  if (docker.kind === 'incomplete')
    return {
      kind: 'embedded',
      java,
      notice: `Docker answers, but ${docker.reason}: going on with the embedded Neo4j.`,
    };
  return { kind: 'embedded', java };
}
