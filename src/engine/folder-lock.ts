import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { isAlive, type ProcessIdentity, runningProcess } from './processes.ts';

/** What a folder is locked for: to serve its data, or to fetch program files into it. */
export type LockName = 'server' | 'fetch';

export interface FolderLock {
  release(): void;
}

/*
 * One file a process, whose name says which one (pid and start): so removing the file of a process that is gone can
 * never remove anybody else's, which a single lock file that is "taken over" cannot promise. Whoever wants the lock
 * first writes its file, then looks for others: of two, at least the later one sees the other.
 */
const HELD = 'held';
const fileOf = (name: LockName, { pid, started }: ProcessIdentity): string =>
  `${name}.${pid}.${Buffer.from(started).toString('base64url')}.lock`;

interface Claim extends ProcessIdentity {
  readonly isHeld: boolean;
}

/** The living processes that hold or ask for a lock. Files of others are swept away. */
async function livingClaims(folder: string, name: LockName): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const file of readdirSync(folder)) {
    const [kind, pid, started, end, ...more] = file.split('.');
    if (kind !== name || end !== 'lock' || more.length > 0) continue;
    const identity = { pid: Number(pid), started: Buffer.from(started ?? '', 'base64url').toString() };
    if (!(await isAlive(identity))) {
      rmSync(join(folder, file), { force: true });
      continue;
    }
    try {
      claims.push({ ...identity, isHeld: readFileSync(join(folder, file), 'utf8') === HELD });
    } catch {
      // It was let go of between the two looks.
    }
  }
  return claims;
}

/** The process that holds a folder's lock, or null. */
export async function lockHolder(folder: string, name: LockName): Promise<number | null> {
  try {
    return (await livingClaims(folder, name)).find((claim) => claim.isHeld)?.pid ?? null;
  } catch {
    return null;
  }
}

/**
 * Takes a lock of a folder for this process.
 * @returns the lock, or the process that holds it.
 */
export async function tryLock(folder: string, name: LockName): Promise<FolderLock | { holder: number }> {
  const self = await runningProcess(process.pid);
  if (!self) throw new Error('this process does not find itself in the process table');
  const own = join(folder, fileOf(name, self));
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(own, '', { flag: 'wx' });
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return { holder: process.pid };
      throw error;
    }
    const others = (await livingClaims(folder, name)).filter((claim) => claim.pid !== process.pid);
    if (others.length === 0) {
      writeFileSync(own, HELD);
      return { release: () => rmSync(own, { force: true }) };
    }
    rmSync(own, { force: true });
    const holder = others.find((claim) => claim.isHeld) ?? (attempt > 20 ? others[0] : undefined);
    if (holder) return { holder: holder.pid };
    // Somebody asks at the same moment: both step back, and come again after unlike times.
    await sleep(10 + Math.random() * 100);
  }
}
