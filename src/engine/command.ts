import { type SpawnOptions, spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** `ENOENT` when there is no such program, `ETIMEDOUT` when its time was up. */
  readonly failure: string | null;
}

/** Runs a program to its end and keeps what it prints; never throws. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const spawnOptions: SpawnOptions = {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: options.cwd,
      env: options.env,
    };
    const child = spawn(program, args, spawnOptions);
    let stdout = '';
    let stderr = '';
    let failure: string | null = null;
    const timer = setTimeout(() => {
      failure = 'ETIMEDOUT';
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.stdout?.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr?.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ code: -1, stdout, stderr, failure: error.code ?? error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, stdout, stderr, failure });
    });
  });
}
