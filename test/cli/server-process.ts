import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { type Ended, endOf, fromSource, outputOf, steppeEnvironment } from './run-steppe.ts';

/** `steppe serve` as a process. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it greeted with. */
  readonly greeting: string;
  readonly url: string;
  /** The embedded Neo4j's process; NaN when it uses another. */
  readonly neo4jPid: number;
  readonly ended: Promise<Ended>;
}

/** Ends what is left of a process group that was started with `detached`. */
function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/**
 * Starts a server and waits until it greets; it is killed after the test if it still runs.
 * @param command the program and its arguments, for other ways to start it.
 */
export async function startServer(
  settings: Record<string, string | undefined>,
  [program = '', ...args]: readonly string[] = [process.execPath, ...fromSource, 'serve'],
): Promise<ServerProcess> {
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: steppeEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a shell gives each command.
    detached: true,
  });
  onTestFinished(() => killGroup(child));
  const output = outputOf(child);
  const ended = endOf(child);
  const greeting = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output.stdout.includes('Ctrl-C stops it.')) resolve(output.stdout);
    });
    void ended.then(({ stderr }) => reject(new Error(`the server ended: ${stderr}`)));
  });
  return {
    child,
    pid: child.pid ?? 0,
    greeting,
    url: /(http:\S+)\/graphql/.exec(greeting)?.[1] ?? '',
    neo4jPid: Number(/started by Steppe \(process (\d+)\)/.exec(greeting)?.[1]),
    ended,
  };
}
