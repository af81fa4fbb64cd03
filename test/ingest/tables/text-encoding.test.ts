import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { fileOf, readTable } from './table-files.ts';

const french =
  'id,nom,pays\n1,Société Générale,Côte d’Ivoire\n2,Électricité de France,Belgique\n3,Crédit Agricole,République tchèque\n';
const russian = 'id,имя\n1,Костанайская область\n2,Сарыаркаавтопром\n3,Соколовско-Сарбайское объединение\n';
const mixed = 'id,name\n1,Қостанай\n2,长安汽车\n3,Société\n';

const firstNames = async (content: Buffer, encoding?: string): Promise<readonly (string | undefined)[]> => {
  const table = await readTable(fileOf(content), encoding === undefined ? {} : { encoding });
  return [table.header[0], ...table.rows.map(({ values }) => values[1])];
};
const namesOf = (text: string): readonly (string | undefined)[] => {
  const [, ...rows] = text.trim().split('\n');
  return ['id', ...rows.map((row) => row.split(',')[1])];
};

test.each([
  ['UTF-8', 'utf-8', false, mixed],
  ['UTF-8 with its mark', 'utf-8', true, mixed],
  ['UTF-16 LE with its mark', 'utf-16le', true, mixed],
  ['UTF-16 BE with its mark', 'utf-16be', true, mixed],
  ['UTF-16 LE', 'utf-16le', false, french],
  ['UTF-16 BE', 'utf-16be', false, french],
  ['UTF-16 LE of Cyrillic', 'utf-16le', false, russian],
  ['Windows-1252', 'windows-1252', false, french],
  ['Mac Roman', 'macroman', false, french],
  ['Windows-1251', 'windows-1251', false, russian],
  ['KOI8-R', 'koi8-r', false, russian],
])('%s is told from the text.', async (_, encoding, addBOM, text) => {
  expect(await firstNames(iconv.encode(text, encoding, { addBOM }))).toEqual(namesOf(text));
});

test('One letter after a megabyte of ASCII tells that a text is not UTF-8.', async () => {
  const text = `id,name\n${'1,Company\n'.repeat(120_000)}2,Café Zürich\n`;
  const { rows, encoding } = await readTable(fileOf(iconv.encode(text, 'windows-1252')));
  expect(encoding).toBe('windows-1252');
  expect(rows.at(-1)?.values).toEqual(['2', 'Café Zürich']);
});

test('Of a single name with accents, Windows-1252 and Mac Roman are told apart.', async () => {
  for (const encoding of ['windows-1252', 'macroman'])
    for (const name of ['Café Zürich', 'Aço São João'])
      expect(
        await firstNames(iconv.encode(`id,name\n1,${name}\n`, encoding)),
        `${name} in ${encoding}`,
      ).toEqual(['id', name]);
});

test('UTF-8 in which one letter is damaged is UTF-8 still.', async () => {
  const text = Buffer.from(`id,name\n${'1,Société Générale d’Électricité\n'.repeat(20)}2,T#pac\n`);
  text[text.lastIndexOf('#')] = 0xed;
  const { rows } = await readTable(fileOf(text));
  expect(rows[0]?.values[1]).toBe('Société Générale d’Électricité');
  expect(rows.at(-1)?.values[1]).toBe('T\ufffdpac');
});

test('The layout overrides what the text seems to be.', async () => {
  const content = iconv.encode('id,name\n1,Ünal\n', 'macroman');
  expect(await firstNames(content, 'Mac Roman')).toEqual(['id', 'Ünal']);
  expect(await firstNames(content, 'macintosh')).toEqual(['id', 'Ünal']);
  await expect(firstNames(content, 'klingon')).rejects.toThrow(
    'The encoding klingon is not known: name one such as utf-8',
  );
});
