import { expect, test } from 'vitest';
import { countryOf } from '../../../src/ingest/mapping/countries.ts';
import { joinLists, readShare } from '../../../src/ingest/mapping/join-lists.ts';
import { languageOf } from '../../../src/ingest/mapping/languages.ts';
import { readDate } from '../../../src/ingest/mapping/read-date.ts';
import { finishNumber, readNumber } from '../../../src/ingest/mapping/read-number.ts';
import { splitList } from '../../../src/ingest/mapping/split-list.ts';

const bothOrders = [
  'YYYY-MM-DD',
  'D/M/YYYY',
  'M/D/YYYY',
  'M/D/YY',
  'MMMM YYYY',
  'YYYY',
  'YYYY-YYYY',
  'early YYYY',
];
const workbook = ['YYYY-MM-DD', 'YYYY-DD-MM'];

test.each([
  ['13/04/2019', bothOrders, '2019-04-13', false],
  ['3/14/2016', bothOrders, '2016-03-14', false],
  ['03/04/2019', bothOrders, '2019', true],
  ['04/04/2019', bothOrders, '2019-04-04', false],
  ['11/25/09', bothOrders, '2009-11-25', false],
  ['October 2013', bothOrders, '2013-10', false],
  ['2017-2018', bothOrders, '2017/2018', false],
  ['early 2020', bothOrders, '2020', false],
  ['2013', bothOrders, '2013', false],
  ['2012-07-09', workbook, '2012', true],
  ['2012-07-29', workbook, '2012-07-29', false],
])('The date %s is kept as far as its formats agree.', (text, formats, edtf, isAmbiguous) => {
  const read = readDate(text, { formats });
  expect([read.edtf, read.note !== null]).toEqual([edtf, isAmbiguous]);
});

test('A date that is not kept whole says how it can be read.', () => {
  expect(readDate('03/04/2019', { formats: bothOrders }).note).toBe(
    '03/04/2019 is ambiguous (2019-04-03 or 2019-03-04): kept 2019',
  );
});

test('A date may open a period or close one.', () => {
  expect(readDate('2019', { formats: ['YYYY'], open: 'after' }).edtf).toBe('2019/..');
  expect(readDate('2019', { formats: ['YYYY'], open: 'before' }).edtf).toBe('[..2019]');
});

test.each(['April', '2019-02-30', '29/02/2019', '31/31/2019', '2018-2017'])('%s is no date.', (text) => {
  expect(() => readDate(text, { formats: bothOrders })).toThrow(`"${text}" is a date in none of the formats`);
});

test.each([
  ['285000000', {}, '285000000'],
  ['$285,000,000.00', { thousands: ',', prefix: '$' }, '285000000'],
  ['1.234,5', { thousands: '.', decimal: ',' }, '1234.5'],
  ['1\u202f234', { thousands: ' ' }, '1234'],
  ['53.00%', { suffix: '%' }, '53'],
  ['-0.5', {}, '-0.5'],
] as const)('The figure %s is read in its format.', (text, format, plain) => {
  expect(readNumber(text, format).toFixed()).toBe(plain);
});

test.each([
  ['1,5', { thousands: ',' }],
  ['12,34,567', { thousands: ',' }],
  ['1,234', {}],
  ['1e6', {}],
  ['about 5', {}],
  ['', {}],
] as const)('The figure "%s" is not guessed at.', (text, format) => {
  expect(() => readNumber(text, format)).toThrow('is not a number in the mapping’s format');
});

test('Millions are multiplied exactly, and the noise of binary fractions is rounded off where the mapping says so.', () => {
  expect(finishNumber(readNumber('4242.343617', {}), '1000000', undefined)).toBe('4242343617');
  expect(finishNumber(readNumber('17333333.333333332', {}), undefined, 2)).toBe('17333333.33');
  expect(finishNumber(readNumber('1266.6666666666667', {}), undefined, 12)).toBe('1266.666666666667');
});

test('A figure with more digits than claims can hold is not rounded unasked; one with as many is exact.', () => {
  const exact = '-123456789012345.123456789012';
  expect(finishNumber(readNumber(`${exact}000`, {}), undefined, undefined)).toBe(exact);
  expect(() => finishNumber(readNumber('0.0000000000005', {}), undefined, undefined)).toThrow(
    /^0\.0000000000005 has more than 12 digits after the point; `round` in the mapping says how many to keep$/,
  );
  expect(() => finishNumber(readNumber('1.23456789012', {}), '0.01', undefined)).toThrow(
    '0.0123456789012 has more than 12 digits',
  );
});

test('A list is parted neither before a legal form nor within brackets.', () => {
  const comma = { separator: ',', notBefore: ['Ltd', 'Inc'] };
  expect(splitList('Baoxin Materials Co., Ltd., Baoxin Steel, EnPower, Inc.', comma)).toEqual([
    'Baoxin Materials Co., Ltd.',
    'Baoxin Steel',
    'EnPower, Inc.',
  ]);
  expect(splitList('Australian Iron (AIS, predecessor), BlueScope', comma)).toEqual([
    'Australian Iron (AIS, predecessor)',
    'BlueScope',
  ]);
  expect(splitList('Incheon Steel, Inchon', comma)).toEqual(['Incheon Steel', 'Inchon']);
  expect(splitList('A (Group; B; C', { separator: ';' })).toEqual(['A (Group', 'B', 'C']);
});

test('A share is read off an item; one that is not stated is unknown.', () => {
  expect(readShare('Name A [60.0%]')).toEqual({ text: 'Name A', share: '60' });
  expect(readShare('Name A [7.000000000000001%]').share).toBe('7');
  expect(readShare('Name B')).toEqual({ text: 'Name B', share: null });
  expect(readShare('Name C [best]')).toEqual({ text: 'Name C [best]', share: null });
});

const joined = (names: string[], ids: string[], known = new Map<string, string>()) =>
  joinLists(names.map(readShare), ids.map(readShare), known).items.map(({ name, id, share }) => [
    name,
    id,
    share,
  ]);

test('Lists of one are of one thing.', () => {
  expect(joined(['A'], ['E1 [40%]'])).toEqual([['A', 'E1', '40']]);
});

test('Lists are joined by shares that stand once in each, whatever the order.', () => {
  // A real row: PT PLN is E100000000537.
  expect(
    joined(
      ['PT PLN (Persero) [51%]', 'PT Barito Pacific Tbk [49%]'],
      ['E100001000794 [49%]', 'E100000000537 [51%]'],
    ),
  ).toEqual([
    ['PT Barito Pacific Tbk', 'E100001000794', '49'],
    ['PT PLN (Persero)', 'E100000000537', '51'],
  ]);
});

test('Lists without shares, or with equal ones, are not joined by position.', () => {
  expect(joined(['A', 'B'], ['E1', 'E2'])).toEqual([
    [null, 'E1', null],
    [null, 'E2', null],
  ]);
  expect(joined(['A [50%]', 'B [50%]'], ['E1 [50%]', 'E2 [50%]'])).toEqual([
    [null, 'E1', '50'],
    [null, 'E2', '50'],
  ]);
});

test('Shares that differ between the lists join nothing.', () => {
  expect(joined(['A [60%]', 'B [40%]'], ['E1 [60%]', 'E2 [30%]']).map(([name]) => name)).toEqual([
    null,
    null,
  ]);
});

test('What another list of the row tells joins an item, and the last that is left joins too.', () => {
  expect(joined(['A', 'B'], ['E1', 'E2'], new Map([['E2', 'A']]))).toEqual([
    ['B', 'E1', null],
    ['A', 'E2', null],
  ]);
});

test('The last name is not given to the last identifier of a longer list.', () => {
  expect(joined(['A', 'B'], ['E1', 'E2', 'E3'], new Map([['E1', 'A']]))).toEqual([
    ['A', 'E1', null],
    [null, 'E2', null],
    [null, 'E3', null],
  ]);
});

test.each([
  ['Kazakhstan', 'KZ', 'place_kazakhstan'],
  ['Russia ', 'RU', 'place_russia'],
  ['Türkiye', 'TR', 'place_turkiye'],
  ['Turkey', 'TR', 'place_turkiye'],
  ['Viet Nam', 'VN', 'place_vietnam'],
  ['Bosnia-Herzegovina', 'BA', 'place_bosnia_and_herzegovina'],
  ['Brunei', 'BN', 'place_brunei'],
  ['Central African Rep.', 'CF', 'place_central_african_republic'],
  ['Congo, Dem. Rep.', 'CD', 'place_democratic_republic_of_the_congo'],
  ['Congo, Rep.', 'CG', 'place_republic_of_the_congo'],
  ['Korea, Dem. Rep.', 'KP', 'place_north_korea'],
  ['South Korea', 'KR', 'place_south_korea'],
  ['Kyrgyz Republic', 'KG', 'place_kyrgyzstan'],
  ['Laos', 'LA', 'place_laos'],
  ['Moldova', 'MD', 'place_moldova'],
  ['St. Lucia', 'LC', 'place_saint_lucia'],
  ['Syria', 'SY', 'place_syria'],
  ['Trinidad & Tobago', 'TT', 'place_trinidad_and_tobago'],
  ['US', 'US', 'place_united_states'],
  ['UAE', 'AE', 'place_united_arab_emirates'],
  ["Cote D'Ivoire", 'CI', 'place_cote_divoire'],
  ['NA', 'NA', 'place_namibia'],
  ['KAZ', 'KZ', 'place_kazakhstan'],
])('The country %s is %s.', (name, code, id) => {
  const country = countryOf(name);
  expect([country?.code, country?.id]).toEqual([code, id]);
});

test.each(['Congo', 'Africa, regional', 'International', 'corporate', 'Pakistan / Iran', 'QQ', ''])(
  '"%s" is no country.',
  (name) => {
    expect(countryOf(name)).toBeUndefined();
  },
);

test('A country has its names in English, Kazakh, Russian and Chinese.', () => {
  expect(countryOf('KZ')?.names.map(({ text, language }) => `${language} ${text}`)).toEqual([
    'en Kazakhstan',
    'kk Қазақстан',
    'ru Казахстан',
    'zh 哈萨克斯坦',
  ]);
});

test('A language goes by its name in English.', () => {
  expect([languageOf('Portuguese'), languageOf(' russian '), languageOf('Portuese')]).toEqual([
    'pt',
    'ru',
    undefined,
  ]);
});
