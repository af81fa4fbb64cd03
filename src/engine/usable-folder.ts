import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OperatorError } from '../errors.ts';
import { errorCode } from './error-code.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
};

/**
 * Makes a folder, for its owner alone, and sees that it can be written to.
 * @param setting the setting that names it.
 * @returns its full path.
 * @throws OperatorError saying why it cannot be used.
 */
export function usableFolder(path: string, setting: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.probe-${process.pid}`);
    const file = openSync(probe, 'w');
    // Removed while it is open, so that nothing is left when the disk turns out to be full.
    rmSync(probe);
    try {
      writeSync(file, 'x');
    } finally {
      closeSync(file);
    }
    return folder;
  } catch (error) {
    const code = errorCode(error);
    throw new OperatorError(
      `The folder ${folder} cannot be used: ${reasons[code] ?? code}. Set ${setting} to a folder of yours with room in it.`,
    );
  }
}
