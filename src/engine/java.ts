import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { runCommand } from './command.ts';

/** What Neo4j 5.26 runs on. */
const OLDEST_JAVA = 17;

export interface JavaFound {
  readonly path: string;
  readonly version: string;
  readonly major: number;
}

const installJava =
  'Install Java 17 or 21 (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@21), or set NEO4J_URI to a Neo4j of your own, or start Docker.';

async function javaAt(path: string): Promise<JavaFound | null> {
  const { stdout, stderr } = await runCommand(path, ['-version'], { timeoutMs: 15_000 });
  const version = /version "([^"]+)"/.exec(stdout + stderr)?.[1];
  if (version === undefined) return null;
  // Java 8 calls itself 1.8.
  const major = Number(/^(?:1\.)?(\d+)/.exec(version)?.[1] ?? 0);
  return { path, version, major };
}

/** The Java of JAVA_HOME, else the one on the PATH: the first that is recent enough, or the first there is. */
export async function locateJava(env: NodeJS.ProcessEnv): Promise<JavaFound | null> {
  const candidates = [...(env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : []), 'java'];
  const found: JavaFound[] = [];
  for (const path of candidates) {
    const java = await javaAt(path);
    if (java) found.push(java);
  }
  return found.find((java) => java.major >= OLDEST_JAVA) ?? found[0] ?? null;
}

/** Why a Java cannot run the embedded Neo4j, or null. */
export function javaProblem(java: JavaFound | null): string | null {
  if (!java) return `No Java was found, and the embedded Neo4j needs one. ${installJava}`;
  if (java.major < OLDEST_JAVA)
    return `Java ${java.version} (${java.path}) is too old for the embedded Neo4j. ${installJava}`;
  return null;
}

/** @throws OperatorError when there is no Java, or only one that is too old. */
export async function findJava(env: NodeJS.ProcessEnv): Promise<JavaFound> {
  const java = await locateJava(env);
  const problem = javaProblem(java);
  if (problem !== null || !java) throw new OperatorError(problem ?? 'No Java was found.');
  return java;
}
