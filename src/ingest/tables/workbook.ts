import { dateFormats } from './date-formats.ts';
import { readXml } from './read-xml.ts';
import { readSharedStrings } from './shared-strings.ts';
import { type Relationship, ZipParts } from './zip-parts.ts';

/** A sheet of cells. */
export interface Sheet {
  readonly name: string;
  /** The part of the archive that holds it. */
  readonly path: string;
  readonly isHidden: boolean;
}

/** A workbook that is open: what its sheets' cells need to be read. */
export interface Workbook {
  readonly parts: ZipParts;
  readonly sheets: readonly Sheet[];
  readonly sharedStrings: readonly string[];
  /** By the number of a cell's style: whether its number is a date. */
  readonly dateFormats: readonly boolean[];
  /** Days count from 1904, as on old Macs, instead of 1900. */
  readonly isFrom1904: boolean;
}

interface Contents {
  readonly sheets: readonly Sheet[];
  readonly isFrom1904: boolean;
}

async function readContents(
  parts: ZipParts,
  path: string,
  related: readonly Relationship[],
): Promise<Contents> {
  const worksheets = new Map(
    related.flatMap(({ id, kind, path }) => (kind === 'worksheet' ? [[id, path]] : [])),
  );
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  const bytes = await parts.read(path);
  if (!bytes) throw new Error('it has no workbook in it');
  await readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const sheetPath = worksheets.get(id);
      // A sheet without one is a chart.
      if (sheetPath !== undefined)
        sheets.push({
          name: attributes.name ?? '',
          path: sheetPath,
          isHidden: /hidden/i.test(attributes.state ?? ''),
        });
    },
  });
  return { sheets, isFrom1904 };
}

async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const path = (await parts.relationships('')).find(({ kind }) => kind === 'officeDocument')?.path;
  if (path === undefined) throw new Error('it has no workbook in it');
  const related = await parts.relationships(path);
  const partOf = (kind: string): string => related.find((part) => part.kind === kind)?.path ?? '';
  return {
    parts,
    ...(await readContents(parts, path, related)),
    sharedStrings: await readSharedStrings(await parts.read(partOf('sharedStrings'))),
    dateFormats: await dateFormats(await parts.read(partOf('styles'))),
  };
}

/**
 * Opens a workbook. Its shared strings are held in memory; its sheets are not read yet.
 * @throws Error when it is none, or damaged.
 */
export async function openWorkbook(file: string): Promise<Workbook> {
  const parts = await ZipParts.open(file);
  try {
    return await readWorkbook(parts);
  } catch (error) {
    parts.close();
    throw error;
  }
}
