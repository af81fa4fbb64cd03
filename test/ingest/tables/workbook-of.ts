import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A sheet of a workbook made for a test: the XML of its rows. */
export interface MadeSheet {
  readonly name: string;
  readonly rows: string;
  readonly state?: 'hidden' | 'visible';
  readonly kind?: 'chartsheet';
}

/** A workbook from its parts' XML. The shared strings come last in it, as some programs write them. */
export async function workbookOf(
  sheets: readonly MadeSheet[],
  extra: { readonly sharedStrings?: string; readonly styles?: string; readonly workbookPr?: string } = {},
): Promise<Buffer> {
  const parts: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${rel}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook>${extra.workbookPr ?? ''}<sheets>${sheets.map(({ name, state = 'visible' }, i) => `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map(({ kind = 'worksheet' }, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/${kind}" Target="worksheets/part${i + 1}.xml"/>`).join('')}<Relationship Id="s" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [
        `xl/worksheets/part${i + 1}.xml`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    'xl/styles.xml': `<styleSheet>${extra.styles ?? ''}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${extra.sharedStrings ?? ''}</sst>`,
  };
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml), name);
  zip.end();
  return buffer(Readable.from(zip.outputStream));
}

/** A header of text in row 1, cells without names. */
export const headerOf = (...names: readonly string[]): string =>
  `<row r="1">${names.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row>`;
