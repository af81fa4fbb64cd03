import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

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
    // Whoever has moved the file away since, to mend it, finds a new one in its place.
    const place = Math.min(at, fstatSync(file).size);
    ftruncateSync(file, place);
    writeSync(file, bytes, 0, bytes.length, place);
    fsyncSync(file);
    return place + bytes.length;
  } finally {
    closeSync(file);
  }
}
