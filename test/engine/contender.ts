import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '../../src/engine/folder-lock.ts';

/** Wants the lock of a folder (its argument) twenty times; prints from when to when it held it. */
for (let turn = 0; turn < 20; turn += 1) {
  const lock = await tryLock(process.argv[2] ?? '', 'server');
  if ('release' in lock) {
    const from = Date.now();
    await sleep(5);
    // The end is noted before it is let go of, so that a true overlap cannot hide.
    console.log(`held ${from} ${Date.now()}`);
    lock.release();
  }
  await sleep(Math.random() * 10);
}
