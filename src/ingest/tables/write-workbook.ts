import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { readLines } from '../read-lines.ts';
import { plainNumber } from './cell-text.ts';
import type { TableHead } from './header.ts';
import type { FileForm } from './record-source.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML; characters that it cannot hold, or would not keep, are written as ECMA-376 (22.9.2.19) says. */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(
      /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );

/** A number is one where reading it gives the same text again; all else, numbers of 16 digits too, is text. */
const isNumber = (text: string): boolean =>
  /^-?\d{1,15}(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 && plainNumber(text) === text;

/** The letters of a column, from 0: A, B, ... Z, AA. */
const lettersOf = (column: number): string =>
  (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

function rowXml(number: number, cells: readonly string[]): string {
  const xml = cells.map((cell, column) => {
    if (cell === '') return '';
    const name = `${lettersOf(column)}${number}`;
    if (isNumber(cell)) return `<c r="${name}"><v>${cell}</v></c>`;
    return `<c r="${name}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${number}">${xml.join('')}</row>`;
}

/** Rows as lines of JSON. */
export const jsonLines = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

async function* sheetXml(head: TableHead, lines: string): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetData>`;
  let number = 0;
  for (const cells of [...head.titles, head.headerCells]) {
    number += 1;
    yield rowXml(number, cells);
  }
  for await (const { text } of readLines(lines)) {
    number += 1;
    yield rowXml(number, JSON.parse(text) as string[]);
  }
  yield '</sheetData></worksheet>';
}

const parts = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

/**
 * Writes a workbook of one sheet: titles, header, and the rows that a file of JSON lines holds, one after the other, none
 * kept in memory.
 */
export async function writeWorkbook(path: string, form: FileForm & TableHead, lines: string): Promise<void> {
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(parts(form.sheet)))
    zip.addBuffer(Buffer.from(declaration + xml), name);
  const sheet = Readable.from(sheetXml(form, lines), { objectMode: false });
  // yazl does not pass errors on.
  sheet.on('error', (error) => (zip.outputStream as Readable).destroy(error));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
