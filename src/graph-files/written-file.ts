import { createHash, randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../errors.ts';

/** What came of the bytes of a file. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Bytes are gathered into pieces of this size before they are written. */
const PIECE = 1 << 18;

async function* pieces(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const part of parts) {
    if (part.length === 0) continue;
    const bytes = typeof part === 'string' ? Buffer.from(part) : Buffer.from(part);
    gathered.push(bytes);
    size += bytes.length;
    if (size < PIECE) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(gathered);
}

/** Sends bytes to where they go. @param write takes a piece, and fulfils when the next one may come. */
export async function send(
  parts: AsyncIterable<string | Uint8Array>,
  write: (piece: Buffer) => Promise<unknown>,
): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces(parts)) {
    await write(piece);
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Temporary files of this process, which none may outlive. */
const temporary = new Set<string>();
const removeAll = (): void => {
  for (const path of temporary) rmSync(path, { force: true });
};
/** A process whose terminal is gone ends without `exit`. */
const ENDS = ['exit', 'SIGHUP'] as const;

function removeAtEnd(path: string): void {
  if (temporary.size === 0) for (const end of ENDS) process.on(end, removeAll);
  temporary.add(path);
}

function isNoMore(path: string): void {
  temporary.delete(path);
  if (temporary.size === 0) for (const end of ENDS) process.off(end, removeAll);
}

const cannot = (path: string, error: unknown): OperatorError => {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOSPC' ? 'there is no space left on its disk' : message;
  return new OperatorError(`${path} cannot be written: ${reason}. Nothing of it was kept.`);
};

/** Files that appear together, whole, or not at all: each is written beside its place, and all are put there in the end. */
export class WrittenFiles {
  readonly #isForced: boolean;
  readonly #files: { readonly path: string; readonly beside: string }[] = [];

  /** @param isForced whether files that are there already may be replaced. */
  constructor(isForced: boolean) {
    this.#isForced = isForced;
  }

  /** @throws OperatorError when one is there already and may not be replaced. */
  refuseExisting(paths: readonly string[]): void {
    const there = this.#isForced ? undefined : paths.find((path) => existsSync(path));
    if (there !== undefined)
      throw new OperatorError(`${there} is there already: --force replaces it, or name another file.`);
  }

  /** @throws OperatorError when it cannot be written. */
  async write(path: string, parts: AsyncIterable<string | Uint8Array>): Promise<Written> {
    const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
    removeAtEnd(beside);
    this.#files.push({ path, beside });
    let file: FileHandle;
    try {
      file = await open(beside, 'wx');
    } catch (error) {
      throw cannot(path, error);
    }
    try {
      return await send(parts, async (piece) => {
        try {
          await file.writeFile(piece);
        } catch (error) {
          throw cannot(path, error);
        }
      }).finally(() => file.sync().catch(() => undefined));
    } finally {
      await file.close();
    }
  }

  /** Puts all in their places. */
  keep(): void {
    this.refuseExisting(this.#files.map(({ path }) => path));
    for (const { path, beside } of this.#files.splice(0)) {
      try {
        renameSync(beside, path);
      } catch (error) {
        throw cannot(path, error);
      }
      isNoMore(beside);
    }
  }

  /** Takes away what was not kept. */
  discard(): void {
    for (const { beside } of this.#files.splice(0)) {
      rmSync(beside, { force: true });
      isNoMore(beside);
    }
  }
}
