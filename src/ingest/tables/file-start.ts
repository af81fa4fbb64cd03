import { open } from 'node:fs/promises';
import { OperatorError } from '../../errors.ts';

/** What the first bytes of a file tell. */
export interface FileStart {
  readonly kind: 'gzip' | 'zip' | 'old-office' | 'other';
  /** In bytes. */
  readonly size: number;
}

const signatures = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zip', Buffer.from('PK')],
  ['old-office', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
] as const;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder: name a file in it',
};

/** An error of the file system, in words. */
export function unreadable(file: string, error: unknown): OperatorError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new OperatorError(`${file} cannot be read: ${reasons[code ?? ''] ?? message}.`);
}

/**
 * Looks at a file's size and first bytes.
 * @throws OperatorError when there is none, it is a folder, or it may not be read.
 */
export async function fileStart(file: string): Promise<FileStart> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      const first = buffer.subarray(0, bytesRead);
      const found = signatures.find(([, bytes]) => first.subarray(0, bytes.length).equals(bytes));
      return { kind: found?.[0] ?? 'other', size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}
