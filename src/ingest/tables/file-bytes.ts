import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { unreadable } from './file-start.ts';

/** Pieces of this size read a gigabyte about as fast as any other, and are small beside what Node itself takes. */
const PIECE_BYTES = 128 * 1024;

/** A gzipped file that ends too early or is damaged; where is for the reader to say, who counts lines. */
export class GzipProblem extends Error {
  override readonly name = 'GzipProblem';
}

const gzipReason = (error: NodeJS.ErrnoException): string =>
  error.code === 'Z_BUF_ERROR'
    ? 'the gzip data ends too early: the file is cut off'
    : 'the gzip data is damaged';

/**
 * The content of a file, unpacked when it is gzipped.
 * @param onRead told after each piece how many bytes of the file on disk have been read.
 * @throws GzipProblem, OperatorError.
 */
export async function* fileBytes(
  file: string,
  isGzipped: boolean,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const stored = createReadStream(file, { highWaterMark: PIECE_BYTES });
  const unpacked = isGzipped ? createGunzip({ chunkSize: PIECE_BYTES }) : null;
  if (unpacked) {
    stored.on('error', (error) => unpacked.destroy(error));
    stored.pipe(unpacked);
  }
  try {
    for await (const piece of unpacked ?? stored) {
      onRead(stored.bytesRead);
      yield piece as Buffer;
    }
  } catch (error) {
    const isOfGzip = (error as NodeJS.ErrnoException).code?.startsWith('Z_') ?? false;
    throw isOfGzip ? new GzipProblem(gzipReason(error as NodeJS.ErrnoException)) : unreadable(file, error);
  } finally {
    stored.destroy();
    unpacked?.destroy();
  }
}
