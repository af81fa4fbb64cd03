import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockHolder, tryLock } from '../../src/engine/folder-lock.ts';
import { projectRoot } from '../../src/project-root.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Takes the lock if it can, holds it for a moment, and says so; `contender.ts` in so many processes. */
async function contend(folder: string, processes: number): Promise<string[]> {
  const script = join(projectRoot, 'test', 'engine', 'contender.ts');
  const outputs = Array.from({ length: processes }, () => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise<string>((resolve) => {
      let output = '';
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
      });
      child.on('close', () => resolve(output));
    });
  });
  return (await Promise.all(outputs)).flatMap((output) => output.trim().split('\n'));
}

describe('the lock of a folder', () => {
  it('is held by one, who is named to the others', async () => {
    const folder = temporaryFolder();
    const lock = await tryLock(folder, 'server');
    expect(lock).toHaveProperty('release');
    expect(await tryLock(folder, 'server')).toEqual({ holder: process.pid });
    expect(await lockHolder(folder, 'server')).toBe(process.pid);
    expect(await tryLock(folder, 'fetch')).toHaveProperty('release');
    if ('release' in lock) lock.release();
    expect(await lockHolder(folder, 'server')).toBeNull();
  });

  it('of a process that is gone, or whose number another process has now, is nobody’s', async () => {
    const folder = temporaryFolder();
    const started = Buffer.from('a start of long ago').toString('base64url');
    writeFileSync(join(folder, `server.${process.pid}.${started}.lock`), 'held');
    writeFileSync(join(folder, `server.4194303.${started}.lock`), 'held');
    expect(await lockHolder(folder, 'server')).toBeNull();
    expect(await tryLock(folder, 'server')).toHaveProperty('release');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is never held by two of many that want it at once, over a stale one', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const started = Buffer.from('a start of long ago').toString('base64url');
    writeFileSync(join(folder, `server.4194303.${started}.lock`), 'held');
    const lines = await contend(folder, 6);
    const times = lines
      .filter((line) => line.startsWith('held'))
      .map((line) => line.split(' ').slice(1).map(Number))
      .sort(([a = 0], [b = 0]) => a - b);
    expect(times.length).toBeGreaterThan(0);
    for (const [index, [from = 0]] of times.entries())
      expect(from).toBeGreaterThanOrEqual(times[index - 1]?.[1] ?? 0);
  });
});
