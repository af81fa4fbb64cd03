import { InputFileError } from '../../errors.ts';
import { xmlPieces } from './read-xml.ts';
import type { FileForm, RecordSource, TableRecord } from './record-source.ts';
import { SheetRows } from './sheet-rows.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** Words for what yauzl, zlib and saxes say of a damaged file. */
function damage(file: string, row: number, error: unknown): InputFileError {
  const message = (error as Error).message.replace(/\s+/g, ' ');
  const reason = /end of central directory|central directory|local file header/i.test(message)
    ? 'it is no whole workbook: the archive is cut off or damaged'
    : `it is no workbook that can be read: ${message}`;
  return new InputFileError(file, row, '', reason);
}

function chosenSheet(workbook: Workbook, file: string, name: string | undefined): Sheet {
  const { sheets } = workbook;
  const sheet =
    sheets.find((one) => (name === undefined ? !one.isHidden : one.name === name)) ??
    (name === undefined ? sheets[0] : undefined);
  if (sheet) return sheet;
  const there = sheets.map((one) => `"${one.name}"`).join(', ');
  throw new InputFileError(
    file,
    1,
    '',
    name === undefined
      ? 'it has no sheet with cells'
      : `it has no sheet "${name}"; there are: ${there || 'none'}`,
  );
}

async function* readRecords(
  workbook: Workbook,
  file: string,
  sheet: Sheet,
  onRead: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const rows = new SheetRows(workbook);
  try {
    const bytes = await workbook.parts.read(sheet.path);
    if (!bytes) throw new Error(`the sheet "${sheet.name}" is not in it`);
    let read = 0;
    try {
      for await (const length of xmlPieces(bytes, rows)) {
        read += length;
        onRead(read);
        yield rows.take();
      }
    } finally {
      bytes.destroy();
    }
  } catch (error) {
    throw error instanceof InputFileError ? error : damage(file, Math.max(rows.row, 1), error);
  }
  yield rows.take();
}

/**
 * Opens a sheet of a workbook as records, one for each row that has cells.
 * @param size of the file, in bytes.
 * @throws InputFileError when it is damaged, or the sheet is not there.
 */
export async function openSheetRecords(
  file: string,
  size: number,
  sheetName: string | undefined,
): Promise<RecordSource> {
  const workbook = await openWorkbook(file).catch((error: unknown) => {
    throw damage(file, 1, error);
  });
  const { parts } = workbook;
  let share = 0;
  try {
    const sheet = chosenSheet(workbook, file, sheetName);
    const unpacked = Math.max(parts.size(sheet.path), 1);
    const form: FileForm = {
      format: 'xlsx',
      sheet: sheet.name,
      encoding: 'utf-8',
      isEncodingGuessed: false,
      hasByteOrderMark: false,
      isGzipped: false,
      delimiter: '',
      newline: '\n',
    };
    return {
      form,
      records: () =>
        readRecords(workbook, file, sheet, (bytes) => {
          share = bytes / unpacked;
        }),
      // The sheet is a part of the file: how far it is read stands for how far the file is.
      progress: () => ({ bytes: Math.round(share * size), of: size }),
      close: async () => parts.close(),
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}
