import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { refusedRows } from '../../../src/ingest/tables/refused-rows.ts';
import { openTable, type TableLayout } from '../../../src/ingest/tables/table.ts';
import { fileOf, readTable, valuesOf } from './table-files.ts';
import { workbookOf } from './workbook-of.ts';

/** Keeps the rows of these numbers, from a place in what is kept on; the file is finished unless it is said not to be. */
async function refuse(
  file: string,
  layout: TableLayout,
  numbers: readonly number[],
  at = 0,
  isFinished = true,
): Promise<{ readonly path: string; readonly at: number }> {
  const table = await openTable(file, layout);
  const refused = refusedRows(file, table, layout);
  let next = at;
  for await (const row of table.rows())
    if (numbers.includes(row.number)) next = await refused.keep([row], next);
  await table.close();
  if (isFinished) expect(await refused.close()).toBe(numbers.length > 0 || at > 0 ? refused.path : null);
  return { path: refused.path, at: next };
}

const text =
  'Title,\r\n\r\nid,name,name,\r\n1,Société,a,\r\n2,"x, ""y""\r\nz",b,\r\n3,too,many,cells,5,6\r\n4,’,d\r\n';

test.each([
  ['utf-8', false],
  ['utf-8', true],
  ['utf-16le', true],
  ['utf-16be', true],
  ['windows-1252', false],
  ['macroman', false],
])(
  'Refused rows of a CSV in %s (mark: %s) are bytes of it, with its titles and header.',
  async (encoding, addBOM) => {
    const file = fileOf(iconv.encode(text, encoding, { addBOM }));
    const layout = { headerRow: 3, ...(addBOM ? {} : { encoding }) };
    const { path } = await refuse(file, layout, [2, 3, 4]);
    expect(path).toBe(file.replace('.csv', '.refused.csv'));
    expect(readFileSync(path)).toEqual(
      iconv.encode(text.replace('1,Société,a,\r\n', '').replace('4,’,d\r\n', '4,’,d,\r\n'), encoding, {
        addBOM,
      }),
    );
    const again = await readTable(path, layout);
    expect(again.header).toEqual(['id', 'name', 'name (2)', 'column 4']);
    expect(again.rows.map(({ values, problem }) => [values.length, problem])).toEqual([
      [4, undefined],
      [6, '6 cells, where the header has 4'],
      [4, undefined],
    ]);
  },
);

test('Where the encoding was but guessed, the few rows that are refused are told apart from it: they are UTF-8.', async () => {
  const file = fileOf(
    iconv.encode(`id,name\n${'1,Société Générale d’Électricité\n'.repeat(9)}2,Zoë\n`, 'windows-1252'),
  );
  const { path } = await refuse(file, {}, [10]);
  expect(readFileSync(path, 'utf8')).toBe('\ufeffid,name\n2,Zoë\n');
});

test('Refused rows of a gzipped TSV are a TSV that can be mended.', async () => {
  const file = fileOf(gzipSync('id\tname\n1\t"a\tb"\n2\tc\n'), 'plants.tsv.gz');
  const { path } = await refuse(file, {}, [1]);
  expect(path).toMatch(/plants\.refused\.tsv$/);
  expect(await valuesOf(path)).toEqual([['1', 'a\tb']]);
});

test('Rows that are refused again after a stop take the place of those that were kept since.', async () => {
  const file = fileOf('id\n1\n2\n3\n4\n5\n');
  const { at } = await refuse(file, {}, [1, 2]);
  await refuse(file, {}, [3, 4]);
  await refuse(file, {}, [1, 2]);
  const { path } = await refuse(file, {}, [3], at);
  await refuse(file, {}, [4, 5], at);
  expect(readFileSync(path, 'utf8')).toBe('id\n1\n2\n4\n5\n');
});

test('A refused file that was moved away to be mended is begun anew.', async () => {
  for (const [file, options] of [[fileOf('id\n1\n2\n3\n'), {}] as const, [await sheet(), layout] as const]) {
    const { path, at } = await refuse(file, options, [1, 2]);
    renameSync(path, `${path}.mended`);
    await refuse(file, options, [3], at);
    expect((await valuesOf(path, options)).map((values) => values.at(-1))).toEqual(['3']);
  }
});

test('When none is refused, no file is made.', async () => {
  const { path } = await refuse(fileOf('id\n1\n'), {}, []);
  expect(existsSync(path)).toBe(false);
});

const cells = [
  '007',
  '7',
  '2012-07-09',
  'TRUE',
  '1234567890123456',
  '0.1',
  ' a\r\n\tb ',
  '<&>"',
  'x\u0001_x0041_',
  '',
  '😀 Қ',
  // Some readers of lines end one here.
  'a\u2028b\u2029c',
];
const header = cells.map((_, i) => `<c t="str"><v>h${i % 3}</v></c>`).join('');
const sheet = async (): Promise<string> => {
  const row = cells
    .map(
      (cell) =>
        `<c t="str"><v>${cell
          .replace('_x', '_x005F_x')
          .replace('\u0001', '_x0001_')
          .replace('\r', '_x000D_')
          .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}</v></c>`,
    )
    .join('');
  const rows = `<row r="2"><c t="str"><v>Title</v></c></row><row r="4">${header}</row>${[1, 2, 3, 4].map((n) => `<row>${row}<c><v>${n}</v></c></row>`).join('')}`;
  return fileOf(
    await workbookOf([
      { name: 'About', rows: '' },
      { name: 'Main &quot;Data&quot;', rows },
    ]),
    'mines.xlsx',
  );
};
const layout = { sheet: 'Main "Data"', headerRow: 4 };

test('Refused rows of a sheet are a workbook that the same layout reads, every text as it was.', async () => {
  const file = await sheet();
  expect((await readTable(file, layout)).rows[0]?.values).toEqual([...cells, '1']);
  const { path } = await refuse(file, layout, [2, 4]);
  expect(path).toMatch(/mines\.refused\.xlsx$/);
  const { header: names, rows } = await readTable(path, layout);
  expect(names).toEqual((await readTable(file, layout)).header);
  expect(rows).toEqual([
    expect.objectContaining({ line: 5, values: [...cells, '2'] }),
    expect.objectContaining({ line: 6, values: [...cells, '4'] }),
  ]);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('Refused rows of a sheet go on after a stop that finished their workbook, and after a crash that did not.', async () => {
  const file = await sheet();
  const idsOf = async (path: string): Promise<readonly (string | undefined)[]> =>
    (await valuesOf(path, layout)).map((values) => values.at(-1));
  const { path, at } = await refuse(file, layout, [1, 2]);
  await refuse(file, layout, [3], at);
  expect(await idsOf(path)).toEqual(['1', '2', '3']);
  await refuse(file, layout, [3], at, false);
  expect(existsSync(`${path}.part`)).toBe(true);
  await refuse(file, layout, [4], at);
  expect(await idsOf(path)).toEqual(['1', '2', '4']);
});

test('What a crashed import left of refused rows of a sheet is not taken for those of the next.', async () => {
  const file = await sheet();
  await refuse(file, layout, [1, 2], 0, false);
  const table = await openTable(file, layout);
  const refused = refusedRows(file, table, layout);
  expect(await refused.keep([], 0)).toBe(0);
  expect(await refused.close()).toBe(null);
  expect(existsSync(`${refused.path}.part`)).toBe(false);
  await table.close();
});

test('A refused file that was mended is read in its turn.', async () => {
  const file = fileOf('id,name\n1,a,b\n2,c\n');
  const { path } = await refuse(file, {}, [1]);
  writeFileSync(path, readFileSync(path, 'utf8').replace('a,b', '"a,b"'));
  expect((await readTable(path)).rows).toEqual([{ number: 1, line: 2, values: ['1', 'a,b'] }]);
});
