import { InputFileError, OperatorError } from '../../errors.ts';
import { openDelimitedRecords } from './delimited-records.ts';
import { type FileStart, fileStart } from './file-start.ts';
import type { RecordSource } from './record-source.ts';
import { openSheetRecords } from './sheet-records.ts';
import type { TableLayout } from './table-layout.ts';

const formats: Readonly<Record<string, 'csv' | 'tsv' | 'xlsx'>> = {
  csv: 'csv',
  txt: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
};

/** The format by the file's name, `.gz` aside. */
function formatOf(file: string): 'csv' | 'tsv' | 'xlsx' {
  const extension = /\.([^./\\]+)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  const format = formats[extension];
  if (!format)
    throw new OperatorError(
      `${file}: its name does not tell what it is. Say so with format: csv, tsv or xlsx; or name it .csv, .tsv or .xlsx.`,
    );
  return format;
}

/** Refuses what is called a workbook and is none, saying what it is instead where that shows. */
function checkWorkbook(file: string, start: FileStart): void {
  if (start.kind === 'zip') return;
  const reason = {
    'old-office': 'it is an old (.xls) or a password-protected workbook: save it as .xlsx without a password',
    gzip: 'it is gzipped: unpack it first',
    other: 'it is no workbook (.xlsx)',
  }[start.kind];
  throw new InputFileError(file, 1, '', start.size === 0 ? 'the file is empty' : reason);
}

/** Opens a file as records, by its format. @throws OperatorError, InputFileError. */
export async function openRecords(file: string, layout: TableLayout): Promise<RecordSource> {
  const start = await fileStart(file);
  const format = layout.format ?? formatOf(file);
  if (format === 'xlsx') {
    checkWorkbook(file, start);
    return openSheetRecords(file, start.size, layout.sheet);
  }
  if (start.kind === 'zip' || start.kind === 'old-office')
    throw new InputFileError(file, 1, '', `it is a workbook or an archive, not ${format.toUpperCase()}`);
  return openDelimitedRecords(file, start, { ...layout, format });
}
