import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { readXml } from './read-xml.ts';

/** What a part of a workbook says of another: its kind (`worksheet`) and where it is. */
export interface Relationship {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
}

/** The parts of an Office file, found by the directory at its end; none is held in memory. */
export class ZipParts {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  /** @throws Error when it is no archive or is damaged. */
  static async open(file: string): Promise<ZipParts> {
    const zip = await openPromise(file, { autoClose: false });
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
      return new ZipParts(zip, entries);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  close(): void {
    this.zip.close();
  }

  /** Unpacked, in bytes; 0 when there is no such part. */
  size(path: string): number {
    return this.entries.get(path.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** A part's content; null when there is none. */
  async read(path: string): Promise<Readable | null> {
    const entry = this.entries.get(path.toLowerCase());
    return entry ? this.zip.openReadStreamPromise(entry) : null;
  }

  /** The parts that a part (or the whole, '') names. */
  async relationships(path: string): Promise<readonly Relationship[]> {
    const folder = posix.dirname(path);
    const bytes = await this.read(posix.join(folder, '_rels', `${posix.basename(path)}.rels`));
    const found: Relationship[] = [];
    if (bytes)
      await readXml(bytes, {
        open: (name, { Id = '', Type = '', Target = '' }) => {
          if (name !== 'Relationship') return;
          const path = posix.resolve('/', folder, Target).slice(1);
          found.push({ id: Id, kind: posix.basename(Type), path });
        },
      });
    return found;
  }
}
