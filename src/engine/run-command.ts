import { spawn } from 'node:child_process';
import { errorCode } from './error-code.ts';
import { endWithThisProcess } from './watchdog.ts';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** `ENOENT` when there is no such program, `ETIMEDOUT` when its time was up. */
  readonly failure: string | null;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  /** Also says where programs are looked for (PATH). */
  readonly env: NodeJS.ProcessEnv;
  /** Told each piece of standard output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to its end and keeps what it prints; never throws. It does not outlive this process. */
export function runCommand(
  program: string,
  args: readonly string[],
  { timeoutMs, env, onOutput }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    // A look-up of a few seconds ends by itself; a download that nobody waits for should not go on, nor a password be set beside
    // the next start's.
    if (timeoutMs >= 60_000) endWithThisProcess(child);
    let stdout = '';
    let stderr = '';
    let failure: string | null = null;
    const timer = setTimeout(() => {
      failure = 'ETIMEDOUT';
      child.kill('SIGKILL');
      // What the program started itself may hold these open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: -1, stdout, stderr, failure: errorCode(error) || error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, stdout, stderr, failure });
    });
  });
}

/** The last line that says something. */
export function lastLine(text: string): string {
  const line = text
    .trimEnd()
    .split('\n')
    .findLast((each) => each.trim() !== '');
  return line?.trim() ?? 'it said nothing';
}
