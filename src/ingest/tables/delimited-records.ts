import { type CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { InputFileError } from '../../errors.ts';
import { fileBytes, GzipProblem } from './file-bytes.ts';
import type { FileStart } from './file-start.ts';
import type { FileForm, RecordSource, TableRecord } from './record-source.ts';
import type { TableLayout } from './table-layout.ts';
import { textEncoding } from './text-encoding.ts';

/** A record beyond this is no record but a quote that nobody closed; the text after it is not kept in memory to its end. */
const LONGEST_RECORD_BYTES = 16 * 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that is opened in the record beginning here is never closed',
  CSV_MAX_RECORD_SIZE: 'the record beginning here is over 16 MiB: a quote in it is never closed',
};

/** Line breaks within cells that the parser counts as two. */
function doubleBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells)
    for (let at = cell.indexOf('\r\n'); at >= 0; at = cell.indexOf('\r\n', at + 2)) breaks += 1;
  return breaks;
}

/** A parser that is given text piece by piece and says which records each piece has ended. */
class RecordParser {
  /** Where the record begins that is being read. */
  line = 1;
  private index = 0;
  /** As the parser counts them, and how many of them are none. */
  private lines = 0;
  private doubles = 0;
  private ended: TableRecord[] = [];
  private readonly parser;

  constructor(delimiter: string) {
    this.parser = parse({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      // A quote within a cell that is not quoted stands for itself: 5" pipe.
      relax_quotes: true,
      max_record_size: LONGEST_RECORD_BYTES,
      on_record: (cells: string[], { lines }: { lines: number }): null => {
        if (lines - this.lines > 1) this.doubles += doubleBreaks(cells);
        this.lines = lines;
        this.index += 1;
        this.ended.push({ index: this.index, line: this.line, cells });
        this.line = lines - this.doubles + 1;
        return null;
      },
    });
    // Errors come to the callbacks as well; one without a listener would end the process.
    this.parser.on('error', () => {});
  }

  private settled(start: (settle: (error?: Error | null) => void) => void): Promise<readonly TableRecord[]> {
    return new Promise((resolve, reject) => {
      start((error) => {
        if (error) return reject(error);
        resolve(this.ended);
        this.ended = [];
      });
    });
  }

  next(piece: Buffer | string): Promise<readonly TableRecord[]> {
    return this.settled((settle) => this.parser.write(piece, settle));
  }

  last(): Promise<readonly TableRecord[]> {
    return this.settled((settle) => {
      this.parser.once('error', settle).once('end', settle).resume();
      this.parser.end();
    });
  }
}

/** Delimited text as records. */
async function* parseRecords(
  file: string,
  bytes: AsyncIterable<Buffer>,
  form: FileForm,
): AsyncGenerator<readonly TableRecord[]> {
  const parser = new RecordParser(form.delimiter);
  // UTF-8 is what the parser reads itself, at twice the speed.
  const decoder = form.encoding === 'utf-8' ? null : iconv.getDecoder(form.encoding);
  try {
    for await (const piece of bytes) yield await parser.next(decoder ? decoder.write(piece) : piece);
    const rest = decoder?.end();
    if (rest) yield await parser.next(rest);
    yield await parser.last();
  } catch (error) {
    if (error instanceof GzipProblem) throw new InputFileError(file, parser.line, '', error.message);
    const reason = reasons[(error as CsvError).code];
    throw reason ? new InputFileError(file, parser.line, '', reason) : error;
  }
}

/** The first line break of a text. */
async function firstNewline(bytes: AsyncIterable<Buffer>, encoding: string): Promise<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of bytes) {
    const found = /\r\n|\n|\r/.exec(decoder.write(piece));
    if (found) return found[0];
  }
  return '\n';
}

/**
 * Opens CSV or TSV as records.
 * @throws OperatorError when it cannot be read, InputFileError when it is empty or its gzip data is damaged.
 */
export async function openDelimitedRecords(
  file: string,
  start: FileStart,
  layout: TableLayout & { readonly format: 'csv' | 'tsv' },
): Promise<RecordSource> {
  const isGzipped = start.kind === 'gzip';
  let bytesRead = 0;
  const bytes = (): AsyncGenerator<Buffer> =>
    fileBytes(file, isGzipped, (count) => {
      bytesRead = count;
    });
  try {
    const encoding = await textEncoding(bytes(), layout.encoding);
    const form: FileForm = {
      ...encoding,
      format: layout.format,
      sheet: '',
      isGzipped,
      delimiter: layout.delimiter ?? (layout.format === 'tsv' ? '\t' : ','),
      newline: await firstNewline(bytes(), encoding.encoding),
    };
    bytesRead = 0;
    return {
      form,
      records: () => parseRecords(file, bytes(), form),
      progress: () => ({ bytes: bytesRead, of: start.size }),
      close: async () => {},
    };
  } catch (error) {
    throw error instanceof GzipProblem ? new InputFileError(file, 1, '', error.message) : error;
  }
}
