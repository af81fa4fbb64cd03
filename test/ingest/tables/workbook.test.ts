import { expect, test } from 'vitest';
import { dateText, plainNumber } from '../../../src/ingest/tables/cell-text.ts';
import { fileOf, readTable, valuesOf } from './table-files.ts';
import { headerOf, workbookOf } from './workbook-of.ts';

/** The values of one row of cells. */
async function cellsOf(
  cells: string,
  extra: Parameters<typeof workbookOf>[1] = {},
): Promise<readonly string[] | undefined> {
  const rows = `${headerOf('a', 'b', 'c', 'd', 'e')}<row r="2">${cells}</row>`;
  const workbook = await workbookOf([{ name: 'Data', rows }], extra);
  return (await valuesOf(fileOf(workbook, 'table.xlsx')))[0];
}

test.each([
  ['1.23106304E8', '123106304'],
  ['41099.0', '41099'],
  ['0.28999999999999998', '0.29'],
  ['0.30000000000000004', '0.3'],
  ['1.5E-7', '0.00000015'],
  ['-2.5E+20', '-250000000000000000000'],
  ['12345678901234567', '12345678901234567'],
  ['0', '0'],
  ['', ''],
  ['n/a', 'n/a'],
])('The number stored as %s is %s.', (stored, text) => {
  expect(plainNumber(stored)).toBe(text);
});

test.each([
  ['41099', false, '2012-07-09'],
  ['39637', true, '2012-07-09'],
  ['1', false, '1900-01-01'],
  ['61', false, '1900-03-01'],
  ['41099.5625', false, '2012-07-09T13:30:00'],
  ['0.5625', false, '13:30:00'],
  ['-1', false, '-1'],
])('The day stored as %s (from 1904: %s) is %s.', (stored, isFrom1904, text) => {
  expect(dateText(stored, isFrom1904)).toBe(text);
});

test('Cells with a format of dates are dates, with one of lengths of time or of numbers they are not.', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="&quot;day &quot;0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>';
  const cells = [0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>41099</v></c>`).join('');
  expect(await cellsOf(cells, { styles })).toEqual(['41099', '2012-07-09', '2012-07-09', '41099', '41099']);
  expect(await cellsOf(cells, { styles, workbookPr: '<workbookPr date1904="1"/>' })).toEqual([
    '41099',
    '2016-07-10',
    '2016-07-10',
    '41099',
    '41099',
  ]);
});

test('Shared strings are read whole: runs of rich text joined, phonetic guides left out, blanks and escapes kept.', async () => {
  const sharedStrings =
    '<si><t xml:space="preserve"> blank </t></si><si><r><rPr><b/></rPr><t>Қоста</t></r><r><t>най &amp; </t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t/></si><si><t>a_x000D_b_x005F_x000D_</t></si>';
  const cells = [0, 1, 2, 3, 4].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
  expect(await cellsOf(cells, { sharedStrings })).toEqual([
    ' blank ',
    'Қостанай & ',
    '東京',
    '',
    'a\rb_x000D_',
  ]);
});

test('Inline rich text, booleans, errors, ISO dates and the values of formulas are read.', async () => {
  expect(
    await cellsOf(
      '<c t="inlineStr"><is><r><t>one </t></r><r><t>two</t></r></is></c><c t="b"><v>1</v></c><c t="b"><f>1=2</f><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="d"><v>2012-07-09T00:00:00</v></c>',
    ),
  ).toEqual(['one two', 'TRUE', 'FALSE', '#DIV/0!', '2012-07-09']);
  expect(
    await cellsOf(
      '<c><f>SUM(A1)</f><v>1.5E3</v></c><c t="str"><f>"x"</f><v>x &lt; y</v></c><c t="str"><f>""</f><v></v></c>',
    ),
  ).toEqual(['1500', 'x < y', '', '', '']);
});

test('The error #N/A is no value.', async () => {
  expect(await cellsOf('<c t="e"><v>#N/A</v></c><c t="e"><v>#REF!</v></c>')).toEqual([
    '',
    '#REF!',
    '',
    '',
    '',
  ]);
});

test('A formula that was saved without its value is a problem of its row, not a blank.', async () => {
  const rows = `${headerOf('a', 'b')}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f></c></row>`;
  const file = fileOf(await workbookOf([{ name: 'Data', rows }]), 'table.xlsx');
  expect((await readTable(file)).rows[0]?.problem).toMatch(
    /^the formula in B2 was saved without its value: open the workbook/,
  );
});

test('Cells and rows that the file leaves out are blank, rows without any cells are none, and lines are rows of the sheet.', async () => {
  const rows =
    '<row r="3"><c r="B3"><v>1</v></c><c r="AB3"><v>2</v></c><c><v>3</v></c></row><row r="4"><c r="A4"/></row><row r="7"><c r="C7"><v>5</v></c></row><row><c><v>6</v></c></row><row r="9"/>';
  const { header, rows: read } = await readTable(
    fileOf(await workbookOf([{ name: 'Data', rows }]), 'table.xlsx'),
    { headerRow: 3 },
  );
  expect([header[0], header[1], header[27], header[28], header.length]).toEqual([
    'column 1',
    '1',
    '2',
    '3',
    29,
  ]);
  expect(read.map(({ number, line, values }) => [number, line, values.slice(0, 3), values.length])).toEqual([
    [1, 7, ['', '', '5'], 29],
    [2, 8, ['6', '', ''], 29],
  ]);
});

test('Titles of a sheet are left out; blank rows that the file does not hold count among them.', async () => {
  const rows =
    '<row r="1"><c t="str"><v>Title</v></c></row><row r="4"><c t="str"><v>id</v></c></row><row r="5"><c><v>1</v></c></row>';
  const file = fileOf(await workbookOf([{ name: 'Data', rows }]), 'table.xlsx');
  expect(await readTable(file, { headerRow: 4 })).toMatchObject({
    header: ['id'],
    rows: [{ number: 1, line: 5, values: ['1'] }],
  });
  await expect(readTable(file, { headerRow: 3 })).rejects.toThrow(
    ':3: the row where the header should be is empty',
  );
});

test('The first sheet of cells that is not hidden is read; others by name; a wrong name is told those that are there.', async () => {
  const rowsOf = (name: string): string => `${headerOf('a')}<row r="2"><c t="str"><v>${name}</v></c></row>`;
  const file = fileOf(
    await workbookOf([
      { name: 'Chart', rows: '', kind: 'chartsheet' },
      { name: 'Old', rows: rowsOf('old'), state: 'hidden' },
      { name: 'R&amp;D', rows: rowsOf('new') },
    ]),
    'table.xlsx',
  );
  expect(await valuesOf(file)).toEqual([['new']]);
  expect(await valuesOf(file, { sheet: 'Old' })).toEqual([['old']]);
  expect(await valuesOf(file, { sheet: 'R&D' })).toEqual([['new']]);
  await expect(readTable(file, { sheet: 'Data' })).rejects.toThrow(
    `${file}:1: it has no sheet "Data"; there are: "Old", "R&D"`,
  );
});

test('Names with a prefix, as some programs write them, are read.', async () => {
  const rows =
    '<x:row r="1"><x:c t="str"><x:v>id</x:v></x:c></x:row><x:row r="2"><x:c t="inlineStr"><x:is><x:t>7</x:t></x:is></x:c></x:row>';
  expect(await valuesOf(fileOf(await workbookOf([{ name: 'Data', rows }]), 'table.xlsx'))).toEqual([['7']]);
});

test('What is no workbook, or a damaged one, is refused in words that say so.', async () => {
  const whole = await workbookOf([{ name: 'Data', rows: headerOf('a') }]);
  const refusal = async (content: Buffer | string): Promise<string> => {
    const file = fileOf(content, 'table.xlsx');
    return readTable(file).then(
      () => 'read',
      (error: Error) => `${error.name}: ${error.message.replace(file, 'FILE')}`,
    );
  };
  expect(await refusal('a,b\n1,2\n')).toBe('InputFileError: FILE:1: it is no workbook (.xlsx)');
  expect(await refusal('')).toBe('InputFileError: FILE:1: the file is empty');
  expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatch(
    /an old \(\.xls\) or a password-protected/,
  );
  expect(await refusal(whole.subarray(0, whole.length - 200))).toBe(
    'InputFileError: FILE:1: it is no whole workbook: the archive is cut off or damaged',
  );
  const broken = await workbookOf([{ name: 'Data', rows: `${headerOf('a')}<row r="2"><c></row>` }]);
  expect(await refusal(broken)).toMatch(/^InputFileError: FILE:2: it is no workbook that can be read: /);
  const missing = await workbookOf([
    { name: 'Data', rows: `${headerOf('a')}<row r="2"><c t="s"><v>9</v></c></row>` },
  ]);
  expect(await refusal(missing)).toBe(
    'InputFileError: FILE:2: it is no workbook that can be read: a cell names the shared string 9, and there is none',
  );
});
