import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  endProcess,
  isAlive,
  parseIdentity,
  processFromProc,
  processFromPs,
  runningProcess,
} from '../../src/engine/processes.ts';

describe('a recorded process', () => {
  it('is told from a later one with the same number', async () => {
    const self = await runningProcess(process.pid);
    expect(self && (await isAlive(self))).toBe(true);
    expect(await isAlive({ pid: process.pid, started: 'some other time' })).toBe(false);
  });

  it('is found with ps as well, for systems without /proc', async () => {
    const child = spawn('sleep', ['60']);
    const pid = child.pid ?? 0;
    const first = await processFromPs(pid);
    expect(first).toEqual({ pid, started: expect.stringMatching(/\d{4}$/), commandLine: 'sleep 60' });
    expect(await processFromPs(pid)).toEqual(first);
    if (process.platform === 'linux') expect(processFromProc(pid)?.commandLine.trim()).toBe('sleep 60');
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await processFromPs(pid)).toBeNull();
  });

  it('that does not listen to SIGTERM is killed after the time it was given', async () => {
    const child = spawn('sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 0.1; done"]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const identity = await runningProcess(child.pid ?? 0);
    if (!identity) throw new Error('it is not there');
    const startedAt = Date.now();
    await endProcess(identity, 500);
    expect(Date.now() - startedAt).toBeGreaterThan(450);
    expect(await isAlive(identity)).toBe(false);
  });

  it('is null when its record is broken', () => {
    for (const text of ['', '{', '{"pid":"1","started":"x"}', '{"pid":-1,"started":"x"}', 'null'])
      expect(parseIdentity(text)).toBeNull();
  });
});
