/** A record of a file as it stands there: titles, header, data and blank ones alike. */
export interface TableRecord {
  /** Among the file's records, or the row of the sheet; from 1. */
  readonly index: number;
  /** The line where it begins, or the row of the sheet; from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem?: string;
}

/** How a file is written. */
export interface FileForm {
  readonly format: 'csv' | 'tsv' | 'xlsx';
  /** The sheet's name; '' where there are none. */
  readonly sheet: string;
  readonly encoding: string;
  /** No byte order mark and no invalid UTF-8 told the encoding: statistics did. */
  readonly isEncodingGuessed: boolean;
  readonly hasByteOrderMark: boolean;
  readonly isGzipped: boolean;
  readonly delimiter: string;
  /** The line break: `\n`, `\r\n` or `\r`. */
  readonly newline: string;
}

/** A file that is read as records. */
export interface RecordSource {
  readonly form: FileForm;
  /** All records from the first, some at a time. */
  records(): AsyncIterable<readonly TableRecord[]>;
  readonly progress: () => { bytes: number; of: number };
  readonly close: () => Promise<void>;
}
