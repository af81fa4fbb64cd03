import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../src/project-root.ts';

const Announced = z.object({
  uri: z.string(),
  username: z.string(),
  password: z.string(),
  database: z.string(),
  description: z.string(),
});

/** Starts `server.ts` in a process group of its own, as a terminal would; it is killed after the test if it still runs. */
export function launchServer(dataFolder: string): ChildProcess {
  const script = join(projectRoot, 'test', 'engine', 'server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataFolder], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Starts `server.ts` and waits for its database. */
export async function startServerProcess(dataFolder: string) {
  const child = launchServer(dataFolder);
  const announced = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      const line = /^\{.*\}$/m.exec(output);
      if (line) resolve(line[0]);
    });
    child.once('exit', () => reject(new Error(`the server ended: ${output}`)));
  });
  const database = Announced.parse(JSON.parse(announced));
  return { child, database, neo4jPid: Number(/process (\d+)/.exec(database.description)?.[1]) };
}
