import { OperatorError } from '../errors.ts';
import { fileBytes, GzipProblem } from './tables/file-bytes.ts';
import { fileStart } from './tables/file-start.ts';

/** A line beyond this is not held in memory. */
const LONGEST_LINE_BYTES = 10 * 1024 * 1024;
/** What is kept of one, to be told by. */
const HEAD_BYTES = 1_000;
const NEWLINE = 0x0a;

export const TOO_LONG = 'the line is over 10 MiB: it is not read, and not kept among what was refused';

/** A line of a text file, from 1. Of one that is too long only the beginning is there. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
  readonly isTooLong: boolean;
}

/** Puts pieces of a line together as long as it is not too long. */
class LineBuilder {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #number = 0;

  add(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes <= LONGEST_LINE_BYTES) this.#pieces.push(piece);
    else if (this.#pieces.length !== 1 || (this.#pieces[0]?.length ?? 0) > HEAD_BYTES)
      this.#pieces = [Buffer.from(Buffer.concat([...this.#pieces, piece]).subarray(0, HEAD_BYTES))];
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  /** The lines that have ended. */
  get number(): number {
    return this.#number;
  }

  end(): TextLine {
    this.#number += 1;
    const text = Buffer.concat(this.#pieces).toString('utf8');
    const line = {
      number: this.#number,
      text: (this.#number === 1 ? text.replace(/^\uFEFF/, '') : text).replace(/\r$/, ''),
      isTooLong: this.#bytes > LONGEST_LINE_BYTES,
    };
    this.#pieces = [];
    this.#bytes = 0;
    return line;
  }
}

/**
 * The lines of a UTF-8 text of any size, gzipped or not, in constant memory. Only line feeds end a line (JSON may hold any
 * other separator), with or without a carriage return before.
 * @param onRead told how many bytes of the file on disk have been read.
 * @throws OperatorError when the file cannot be read on, naming the last line that was.
 */
export async function* readLines(
  file: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<TextLine> {
  const { kind } = await fileStart(file);
  const builder = new LineBuilder();
  try {
    for await (const piece of fileBytes(file, kind === 'gzip', onRead)) {
      let from = 0;
      for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
        builder.add(piece.subarray(from, at));
        yield builder.end();
        from = at + 1;
      }
      if (from < piece.length) builder.add(piece.subarray(from));
    }
    if (!builder.isEmpty) yield builder.end();
  } catch (error) {
    if (!(error instanceof GzipProblem)) throw error;
    throw new OperatorError(`${file} cannot be read past line ${builder.number}: ${error.message}`);
  }
}
