import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Beside the input: `claims.refused.jsonl` for `claims.jsonl` and for `claims.jsonl.gz`. */
export const refusedPath = (file: string): string =>
  file.replace(/(\.[^./\\]+)?(\.gz)?$/, (_, extension: string = '') => `.refused${extension}`);

/**
 * Writes refused rows behind the first `at` bytes of their file, in place of whatever stood there: written again after a
 * failure, they stand there once.
 * @returns the file's length.
 */
export function writeRefused(path: string, at: number, bytes: Buffer): number {
  if (bytes.length === 0) return at;
  const file = openSync(path, constants.O_CREAT | constants.O_RDWR);
  try {
    ftruncateSync(file, at);
    writeSync(file, bytes, 0, bytes.length, at);
    fsyncSync(file);
    return at + bytes.length;
  } finally {
    closeSync(file);
  }
}
