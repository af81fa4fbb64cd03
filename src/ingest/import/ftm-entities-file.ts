import { statSync } from 'node:fs';
import { readEntity } from '../ftm/read-entity.ts';
import { readLines, type TextLine, TOO_LONG } from '../read-lines.ts';
import { refusedPath, writeRefused } from '../tables/refused-file.ts';
import type { FtmFile, FtmRecord } from './ftm-file.ts';

function recordOf({ number, text, isTooLong }: TextLine): FtmRecord<string> {
  const value = text.slice(0, 200);
  const refused = (column: string, reason: string, raw: string | null): FtmRecord<string> => ({
    line: number,
    said: { kind: 'refused', column, value, reason },
    raw,
    size: text.length,
  });
  if (isTooLong) return refused('', TOO_LONG, null);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refused('', `not JSON: ${(error as SyntaxError).message}`, text);
  }
  const read = readEntity(json);
  if ('reason' in read) return refused(read.column, read.reason, text);
  return { line: number, said: read, raw: text, size: text.length };
}

/** FollowTheMoney entities as JSON Lines, gzipped or not. */
export class FtmEntitiesFile implements FtmFile<string> {
  readonly whenApart = null;
  readonly refusedPath: string;
  readonly #file: string;
  readonly #size: number;
  #bytes = 0;

  constructor(file: string) {
    this.#file = file;
    this.#size = statSync(file).size;
    this.refusedPath = refusedPath(file);
  }

  async *records(): AsyncIterable<FtmRecord<string>> {
    const lines = readLines(this.#file, (bytes) => {
      this.#bytes = bytes;
    });
    for await (const line of lines) if (line.isTooLong || line.text.trim() !== '') yield recordOf(line);
  }

  progress() {
    return { bytes: this.#bytes, of: this.#size };
  }

  pathOf(property: string): string {
    return `properties.${property}`;
  }

  async keepRefused(lines: readonly string[], at: number): Promise<number> {
    return writeRefused(this.refusedPath, at, Buffer.from(lines.map((line) => `${line}\n`).join('')));
  }

  async close(): Promise<void> {}
}
