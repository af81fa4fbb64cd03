import { join } from 'node:path';
import { programPath } from './program-path.ts';
import { runCommand } from './run-command.ts';

/** What Neo4j 5.26 runs on. */
const OLDEST_JAVA = 17;

export interface Java {
  readonly path: string;
  readonly version: string;
  readonly major: number;
}

export const installJava =
  'Install Java 17 or 21 (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@21) or point JAVA_HOME to one';

async function javaAt(path: string, env: NodeJS.ProcessEnv): Promise<Java | null> {
  const { stdout, stderr } = await runCommand(path, ['-version'], { timeoutMs: 15_000, env });
  const version = /version "([^"]+)"/.exec(stdout + stderr)?.[1];
  if (version === undefined) return null;
  // Java 8 calls itself 1.8.
  const major = Number(/^(?:1\.)?(\d+)/.exec(version)?.[1] ?? 0);
  return { path, version, major };
}

/** The Java of JAVA_HOME, else the one on the PATH: the first that is recent enough, else the first there is. */
export async function locateJava(env: NodeJS.ProcessEnv): Promise<Java | null> {
  const candidates = [env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : null, programPath('java', env)];
  let first: Java | null = null;
  for (const path of candidates) {
    const java = path === null ? null : await javaAt(path, env);
    if (java && java.major >= OLDEST_JAVA) return java;
    first ??= java;
  }
  return first;
}

/** Why a Java cannot run the embedded Neo4j, as a clause; null when it can. */
export function javaProblem(java: Java | null): string | null {
  if (!java) return 'no Java was found';
  return java.major < OLDEST_JAVA ? `Java ${java.version} (${java.path}) is too old` : null;
}

/** The environment for a Java that is given paths: it reads them by the locale, and in the plain "C" one only ASCII. */
export function javaEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale) ? env : { ...env, LC_ALL: 'C.UTF-8' };
}
