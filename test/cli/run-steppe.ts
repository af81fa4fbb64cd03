import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The arguments by which Node runs the program from its sources. */
export const fromSource = ['--import', 'tsx', join(projectRoot, 'src', 'main.ts')];

const isSetting = (name: string): boolean =>
  /^(NEO4J|STEPPE)_/.test(name) || ['HOST', 'PORT', 'NODE_ENV'].includes(name);

/** The environment without settings but those given, and those that keep a start small and to itself. */
export function steppeEnvironment(settings: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !isSetting(name));
  const { STEPPE_CACHE_DIR } = process.env;
  return {
    ...Object.fromEntries(own),
    PORT: '0',
    STEPPE_ENGINE: 'embedded',
    STEPPE_HEAP_MB: '256',
    STEPPE_CACHE_DIR,
    ...settings,
  };
}

/** Collects what a process prints. */
export function outputOf(child: ChildProcess) {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  return output;
}

/** Settles when a process has ended and all it printed has come. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const output = outputOf(child);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...end) => resolve(end));
  });
  return { code, signal, ...output };
}

/** Runs the program to its end. */
export async function runSteppe(
  args: readonly string[],
  settings: Record<string, string | undefined> = {},
  options: SpawnOptions = {},
): Promise<Ended> {
  const env = steppeEnvironment(settings);
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return endOf(
    spawn(process.execPath, [...fromSource, ...args], {
      cwd: projectRoot,
      env,
      ...options,
      stdio: [...stdio],
    }),
  );
}

/** The one sentence (or two) that a refused command ends with. It must not show the program's inside. */
export function refusalOf({ code, stderr }: Ended): string {
  expect(code).toBe(1);
  const said = stderr.trimEnd().split('\n').at(-1) ?? '';
  expect(said).toMatch(/^steppe: /);
  expect(stderr).not.toMatch(/\bat \S+:\d+:\d+|undefined|\[object|unexpected error/);
  return said.replace('steppe: ', '');
}
