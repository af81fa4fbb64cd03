import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const PATIENCE_MS = 10_000;

/** What there is of Docker. */
export type DockerState =
  /** An engine and compose answer. */
  | { readonly kind: 'ready'; readonly engine: string; readonly compose: string }
  /** An engine answers, but something that is needed with it is missing. */
  | { readonly kind: 'incomplete'; readonly reason: string }
  | { readonly kind: 'absent'; readonly reason: string };

/** Asks Docker what there is of it; the reasons are clauses. */
export async function dockerState(env: NodeJS.ProcessEnv): Promise<DockerState> {
  const ask = (...args: string[]) => runCommand('docker', args, { timeoutMs: PATIENCE_MS, env });
  const engine = await ask('version', '--format', '{{.Server.Version}}');
  if (engine.failure === 'ENOENT' || engine.failure === 'EACCES')
    return { kind: 'absent', reason: 'no docker program was found' };
  if (/permission denied/i.test(engine.stderr))
    return { kind: 'absent', reason: 'the Docker engine may not be used by this user' };
  if (engine.code !== 0) return { kind: 'absent', reason: 'no Docker engine answers' };
  const compose = await ask('compose', 'version', '--short');
  if (compose.code !== 0) return { kind: 'incomplete', reason: 'docker has no compose (version 2)' };
  return { kind: 'ready', engine: engine.stdout.trim(), compose: compose.stdout.trim() };
}

const composeArguments = (args: readonly string[]): string[] => [
  'compose',
  '--file',
  join(projectRoot, 'docker-compose.yml'),
  ...args,
];

/** Runs `docker compose` on the project's file. */
export const compose = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  timeoutMs = 60_000,
): Promise<CommandResult> => runCommand('docker', composeArguments(args), { timeoutMs, env });

/** The same for a process that is about to exit: nobody waits for it. */
export function composeAtExit(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn('docker', composeArguments(args), { env, stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
