import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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

/** Temporary files of this process, and folders made for them: none may outlive it. */
const temporary = { files: new Set<string>(), folders: new Set<string>() };

const removeFolder = (path: string): void => {
  try {
    rmdirSync(path);
  } catch {
    // Something is in it that is not ours, or it is gone.
  }
};

const removeAll = (): void => {
  for (const path of temporary.files) rmSync(path, { force: true });
  for (const path of temporary.folders) removeFolder(path);
};
/** A process whose terminal is gone ends without `exit`. */
const ENDS = ['exit', 'SIGHUP'] as const;

const isNothingTemporary = (): boolean => temporary.files.size + temporary.folders.size === 0;

function removeAtEnd(kind: keyof typeof temporary, path: string): void {
  if (isNothingTemporary()) for (const end of ENDS) process.on(end, removeAll);
  temporary[kind].add(path);
}

function isNoMore(kind: keyof typeof temporary, path: string): void {
  temporary[kind].delete(path);
  if (isNothingTemporary()) for (const end of ENDS) process.off(end, removeAll);
}

/** Why a file cannot be written, and what to do about it, by the system’s code. */
const problems: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full. Make room, or name a place on another disk',
  EDQUOT: 'its disk quota is used up. Make room, or name a place on another disk',
  ENOENT: 'its folder does not exist. Make it first',
  EACCES: 'its folder may not be written to. Name a place in a folder of yours',
  EPERM: 'its folder may not be written to. Name a place in a folder of yours',
  EROFS: 'it is on a read-only disk. Name a place on another',
  ENOTDIR: 'a part of its path is a file. Name another place',
  EEXIST: 'it is a file, and should be a folder. Name another place',
};

/** @param kept those of this export that are in their places already. */
const cannot = (path: string, error: unknown, kept: readonly string[] = []): OperatorError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const rest =
    kept.length === 0
      ? 'Nothing of this export was kept'
      : `Of this export only ${kept.join(', ')} ${kept.length === 1 ? 'is' : 'are'} in place: export it again`;
  return new OperatorError(`${path} cannot be written: ${problems[code] ?? message}. ${rest}.`);
};

/**
 * Files that appear together, each whole: they are written beside their places, and put there one after the other when all are
 * written. Should that fail in between, it is told which are there.
 */
export class WrittenFiles {
  readonly #isForced: boolean;
  readonly #files: { readonly path: string; readonly beside: string }[] = [];
  /** Those made for the files, the innermost first. */
  readonly #folders: string[] = [];

  /** @param isForced whether files that are there already may be replaced. */
  constructor(isForced: boolean) {
    this.#isForced = isForced;
  }

  /** @throws OperatorError when one is there already and may not be replaced. A folder never is. */
  refuseExisting(paths: readonly string[]): void {
    const existing = paths.filter((path) => existsSync(path));
    const folder = existing.find((path) => statSync(path).isDirectory());
    if (folder !== undefined) throw new OperatorError(`${folder} is a folder: name another place.`);
    const [there] = existing;
    if (there !== undefined && !this.#isForced)
      throw new OperatorError(`${there} is there already: --force replaces it, or name another file.`);
  }

  /** Makes the folder that files are for, unless it is there. @throws OperatorError when it cannot be made. */
  makeFolder(path: string): void {
    let outermost: string | undefined;
    try {
      outermost = mkdirSync(path, { recursive: true });
    } catch (error) {
      throw cannot(path, error);
    }
    if (outermost === undefined) return;
    for (let made = resolve(path); made.length >= outermost.length; made = dirname(made)) {
      removeAtEnd('folders', made);
      this.#folders.push(made);
    }
  }

  /** @throws OperatorError when it cannot be written. */
  async write(path: string, parts: AsyncIterable<string | Uint8Array>): Promise<Written> {
    const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
    removeAtEnd('files', beside);
    this.#files.push({ path, beside });
    const fail = (error: unknown): never => {
      throw cannot(path, error);
    };
    const file = await open(beside, 'wx').catch(fail);
    try {
      const written = await send(parts, (piece) => file.writeFile(piece).catch(fail));
      // A disk may take bytes first and find no place for them later.
      await file.sync().catch(fail);
      return written;
    } finally {
      await file.close();
    }
  }

  /** Puts all in their places. */
  keep(): void {
    this.refuseExisting(this.#files.map(({ path }) => path));
    const kept: string[] = [];
    for (let file = this.#files[0]; file; file = this.#files[0]) {
      const { path, beside } = file;
      try {
        renameSync(beside, path);
      } catch (error) {
        throw cannot(path, error, kept);
      }
      this.#files.shift();
      isNoMore('files', beside);
      kept.push(path);
    }
    for (const folder of this.#folders.splice(0)) isNoMore('folders', folder);
  }

  /** Takes away what was not kept. */
  discard(): void {
    for (const { beside } of this.#files.splice(0)) {
      rmSync(beside, { force: true });
      isNoMore('files', beside);
    }
    for (const folder of this.#folders.splice(0)) {
      removeFolder(folder);
      isNoMore('folders', folder);
    }
  }
}
