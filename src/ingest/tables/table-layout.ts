/** What is known of a table's file beside its name; all of it can be left out. */
export interface TableLayout {
  /** Else told by the file's name. */
  readonly format?: 'csv' | 'tsv' | 'xlsx';
  /** A name that iconv knows, or `auto` (the default): byte order mark, else valid UTF-8, else a guess. */
  readonly encoding?: string;
  /** Between two cells: a comma for CSV, a tab for TSV. */
  readonly delimiter?: string;
  /** The row that holds the header, 1 by default, blank ones counted; those above it are titles. */
  readonly headerRow?: number;
  /** The sheet's name; the first that is not hidden by default. */
  readonly sheet?: string;
}
