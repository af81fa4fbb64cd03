import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openTable } from '../../../src/ingest/tables/table.ts';
import { temporaryFolder } from '../../engine/temporary-folder.ts';
import { fileOf, readTable, valuesOf } from './table-files.ts';

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])(
  'With %s line breaks, rows say the line where they begin, after cells of several lines too.',
  async (_, newline) => {
    const lines = ['id,note', '1,"first', 'second', 'third"', '2,plain', '', ',', '3,"a', 'b"', '4,end'];
    const { header, rows } = await readTable(fileOf(lines.join(newline) + newline));
    expect(header).toEqual(['id', 'note']);
    expect(rows).toEqual([
      { number: 1, line: 2, values: ['1', `first${newline}second${newline}third`] },
      { number: 2, line: 5, values: ['2', 'plain'] },
      { number: 3, line: 8, values: ['3', `a${newline}b`] },
      { number: 4, line: 10, values: ['4', 'end'] },
    ]);
  },
);

test('Line breaks of different kinds in one file each end a row.', async () => {
  expect(await valuesOf(fileOf('a,b\r\n1,2\n3,4\r5,6'))).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
});

test('A short row is padded; a long one with empty cells is cut; one with more keeps its cells and says so.', async () => {
  const { rows } = await readTable(fileOf('a,b,c\n1\n1,2,3,,\n1,2,3,4,,6\n'));
  expect(rows).toEqual([
    { number: 1, line: 2, values: ['1', '', ''] },
    { number: 2, line: 3, values: ['1', '2', '3'] },
    {
      number: 3,
      line: 4,
      values: ['1', '2', '3', '4', '', '6'],
      problem: '6 cells, where the header has 3',
    },
  ]);
});

test('Titles above the header are left out, blank lines among them counted.', async () => {
  const file = fileOf('Clean Investment,\n\n"of two\nlines",\nid,name\n1,x\n');
  const { header, rows } = await readTable(file, { headerRow: 4 });
  expect(header).toEqual(['id', 'name']);
  expect(rows).toEqual([{ number: 1, line: 6, values: ['1', 'x'] }]);
});

test('Repeated columns are numbered, those without a name called by their place, and no two are the same.', async () => {
  const { header } = await readTable(fileOf('name,name,,name (2),name, lng,\n1,2,3,4,5,6,7\n'));
  expect(header).toEqual(['name', 'name (3)', 'column 3', 'name (2)', 'name (4)', ' lng', 'column 7']);
});

test('A quote within a cell that is not quoted stands for itself.', async () => {
  expect(await valuesOf(fileOf('a,b\n5" pipe,"say ""hi"""\n'))).toEqual([['5" pipe', 'say "hi"']]);
});

test('TSV is told by its name, any delimiter by the layout.', async () => {
  expect(await valuesOf(fileOf('a\tb\n1,5\t"x\ty"\n', 'table.tsv'))).toEqual([['1,5', 'x\ty']]);
  expect(await valuesOf(fileOf('a;b\n1,5;2\n'), { delimiter: ';' })).toEqual([['1,5', '2']]);
  expect(await valuesOf(fileOf('a\tb\n1\t2\n', 'export.dat'), { format: 'tsv' })).toEqual([['1', '2']]);
});

test('A gzipped table reads as if it were not, whatever its name.', async () => {
  const packed = gzipSync('a,b\n1,2\n');
  expect(await valuesOf(fileOf(packed, 'table.csv.gz'))).toEqual([['1', '2']]);
  expect(await valuesOf(fileOf(packed, 'table.csv'))).toEqual([['1', '2']]);
});

test('Reading goes on after a row, and progress ends at the size of the file on disk.', async () => {
  const text = `id,name\n${Array.from({ length: 50_000 }, (_, i) => `${i + 1},"Company ${i}"\n${i % 7 ? '' : '\n'}`).join('')}`;
  for (const file of [fileOf(text), fileOf(gzipSync(text), 'table.csv.gz')]) {
    const { rows, progress } = await readTable(file, {}, 49_990);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 10 }, (_, i) => 49_991 + i));
    expect(rows.map(({ values: [id] }) => Number(id))).toEqual(rows.map(({ number }) => number));
    expect(rows.at(-1)?.line).toBe(text.split('\n').length - 1);
    expect(progress).toEqual({ bytes: statSync(file).size, of: statSync(file).size });
  }
});

test('A pass that is left early closes the file, and another begins at the first row.', async () => {
  const table = await openTable(fileOf(`a\n${'x\n'.repeat(200_000)}`), {});
  for await (const row of table.rows()) if (row.number === 3) break;
  expect(table.progress().bytes).toBeLessThan(table.progress().of);
  for await (const row of table.rows()) {
    expect(row.number).toBe(1);
    break;
  }
  await table.close();
});

const refusal = (file: string, layout = {}): Promise<string> =>
  readTable(file, layout).then(
    () => 'read',
    (error: Error) => `${error.name}: ${error.message.replaceAll(file, 'FILE')}`,
  );

test('What is no table is refused in words that say what it is.', async () => {
  const folder = temporaryFolder();
  expect(await refusal(`${folder}/none.csv`)).toBe(
    'OperatorError: FILE cannot be read: there is no such file.',
  );
  expect(await refusal(folder, { format: 'csv' })).toBe(
    'OperatorError: FILE cannot be read: it is a folder: name a file in it.',
  );
  expect(await refusal(fileOf('a,b\n', 'table'))).toMatch(
    /^OperatorError: FILE: its name does not tell what it is/,
  );
  expect(await refusal(fileOf(''))).toBe('InputFileError: FILE:1: the file is empty');
  expect(await refusal(fileOf('a,b\n1,2\n'), { headerRow: 6 })).toBe(
    'InputFileError: FILE:2: the header should be in row 6, and there are 2',
  );
  expect(await refusal(fileOf('\n1,2\n'))).toBe(
    'InputFileError: FILE:1: the row where the header should be is empty',
  );
  expect(await refusal(fileOf('PK\u0003\u0004'))).toBe(
    'InputFileError: FILE:1: it is a workbook or an archive, not CSV',
  );
});

test('A quote that is never closed is refused with the line of its record, before the rest of a long file is in memory.', async () => {
  expect(await refusal(fileOf('a,b\r\n1,"x\r\ny"\r\n2,"z\r\n3,4\r\n'))).toBe(
    'InputFileError: FILE:4: a quote that is opened in the record beginning here is never closed',
  );
  expect(await refusal(fileOf(`a,b\n1,2\n3,"${'x\n'.repeat(9 * 1024 * 1024)}`))).toBe(
    'InputFileError: FILE:3: the record beginning here is over 16 MiB: a quote in it is never closed',
  );
});

test('Gzip data that ends too early or is damaged is refused.', async () => {
  const packed = gzipSync(
    `a,b\n${Array.from({ length: 20_000 }, (_, i) => `${i},${Math.sin(i)}\n`).join('')}`,
  );
  expect(await refusal(fileOf(packed.subarray(0, packed.length / 2), 'cut.csv.gz'))).toMatch(
    /^InputFileError: FILE:\d+: the gzip data ends too early: the file is cut off$/,
  );
  const damaged = Buffer.from(packed).fill(0xff, packed.length / 2, packed.length / 2 + 50);
  expect(await refusal(fileOf(damaged, 'damaged.csv.gz'))).toMatch(
    /^InputFileError: FILE:\d+: the gzip data is damaged$/,
  );
});

test('Letters of several bytes and line breaks of two stay whole wherever the pieces of a file end.', async () => {
  const row = (i: number): string => `${i},Қостанай €😀,"a\r\nb"\r\n`;
  const text = `id,name,note\r\n${Array.from({ length: 20_000 }, (_, i) => row(i)).join('')}`;
  const file = fileOf(text);
  expect(readFileSync(file).length).toBeGreaterThan(4 * 128 * 1024);
  const { rows } = await readTable(file);
  expect(rows.length).toBe(20_000);
  for (const { number, line, values } of rows) {
    expect(values).toEqual([String(number - 1), 'Қостанай €😀', 'a\r\nb']);
    expect(line).toBe(2 * number);
  }
});
