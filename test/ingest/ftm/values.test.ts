import { expect, test } from 'vitest';
import { countriesOf, homeOf } from '../../../src/ingest/ftm/countries.ts';
import type { FtmEntity } from '../../../src/ingest/ftm/ftm-entity.ts';
import { timeOf } from '../../../src/ingest/ftm/ftm-entity.ts';
import { identifiersOf } from '../../../src/ingest/ftm/identifiers.ts';
import { namesOf } from '../../../src/ingest/ftm/names.ts';
import { periodOf } from '../../../src/ingest/ftm/periods.ts';
import { readEntity } from '../../../src/ingest/ftm/read-entity.ts';
import { combineSchemata, schemata } from '../../../src/ingest/ftm/schemata.ts';
import { shareOf } from '../../../src/ingest/ftm/shares.ts';

const company = (properties: Record<string, unknown>, more: object = {}): FtmEntity => {
  const read = readEntity({ id: 'x', schema: 'Company', properties, ...more });
  if ('reason' in read) throw new Error(read.reason);
  return read;
};
const share = (value: string) =>
  shareOf({ property: 'percentage', value, language: null, dataset: '', line: null });
const notes: string[] = [];
const note = (text: string): void => void notes.push(text);

test.each([
  ['51', { bound: 'EXACT', amount: '51' }],
  ['51.50 %', { bound: 'EXACT', amount: '51.5' }],
  ['12,5 percent', { bound: 'EXACT', amount: '12.5' }],
  ['33.333333333333336', { bound: 'EXACT', amount: '33.333333333333' }],
  ['100.00000000000001', { bound: 'EXACT', amount: '100' }],
  ['1e-05', { bound: 'EXACT', amount: '0.00001' }],
  ['0', { bound: 'EXACT', amount: '0' }],
  ['More than 25', { bound: 'AT_LEAST', amount: '25' }],
  ['>25%', { bound: 'AT_LEAST', amount: '25' }],
  ['75 or more', { bound: 'AT_LEAST', amount: '75' }],
  ['75+', { bound: 'AT_LEAST', amount: '75' }],
  ['up to 10%', { bound: 'AT_MOST', amount: '10' }],
  ['not more than 50', { bound: 'AT_MOST', amount: '50' }],
  ['no less than 50', { bound: 'AT_LEAST', amount: '50' }],
  ['25 or less', { bound: 'AT_MOST', amount: '25' }],
  ['25-50', { bound: 'RANGE', lower: '25', upper: '50' }],
  ['25% to 50%', { bound: 'RANGE', lower: '25', upper: '50' }],
  ['between 25 and 50 per cent', { bound: 'RANGE', lower: '25', upper: '50' }],
  ['more than 25 but not more than 50', { bound: 'RANGE', lower: '25', upper: '50' }],
  ['approx. 30', { bound: 'APPROXIMATE', amount: '30' }],
])('The share "%s" keeps its bound.', (text, quantity) => {
  expect(share(text)).toEqual({ unit: '%', ...quantity });
});

test.each(['101', '120 %', '25-150', '50-25', '-5', 'majority', '', '1.000.000', '51 shares'])(
  'A share of "%s" is refused.',
  (text) => {
    expect(() => share(text)).toThrow();
  },
);

const period = (dates: Record<string, string[]>) => periodOf(company(dates).statements, note);

test.each([
  [{}, null],
  [{ startDate: ['2014'] }, '2014/..'],
  [{ endDate: ['2014-03'] }, '../2014-03'],
  [{ startDate: ['2014-03-01'], endDate: ['2020'] }, '2014-03-01/2020'],
  [{ date: ['2014-03'] }, '2014-03'],
  [{ date: ['2014-03'], startDate: ['2013'] }, '2013/..'],
  [{ startDate: ['2014', '2014-03-01'] }, '2014-03-01/..'],
  [{ startDate: ['2016', '2014-03'], endDate: ['2018', '2019-01'] }, '2014-03/2019-01'],
  [{ startDate: ['2014-03-01T00:00:00'] }, '2014-03-01/..'],
])('The dates %j are the period %s.', (dates, edtf) => {
  expect(period(dates as Record<string, string[]>)).toBe(edtf);
});

test.each([
  { startDate: ['2014-13'] },
  { startDate: ['2014-02-30'] },
  { endDate: ['soon'] },
  { endDate: ['14'] },
  { startDate: ['2015'], endDate: ['2014'] },
])('The dates %j are refused.', (dates) => {
  expect(() => period(dates as Record<string, string[]>)).toThrow();
});

test('Countries are told by code, parts of them by the country; what is no country of today is left out with a note, anything else is refused.', () => {
  notes.length = 0;
  const seats = countriesOf(
    company({ jurisdiction: ['us-de'], country: ['kz', 'suhh', 'zz'], mainCountry: ['XK'] }),
    false,
    note,
  );
  expect(seats.map(({ country }) => country.code)).toEqual(['US', 'XK', 'KZ']);
  expect(notes).toHaveLength(2);
  expect(() => countriesOf(company({ country: ['qq'] }), false, note)).toThrow(/ISO 3166-1/);
  expect(() => countriesOf(company({ country: ['Atlantis'] }), false, note)).toThrow();
});

test('An entity belongs to the one country that its most exact property names; to none where that names several.', () => {
  const home = (properties: Record<string, string[]>) =>
    homeOf(countriesOf(company(properties), false, note));
  expect(home({ jurisdiction: ['vg'], country: ['ru', 'cy'] })).toBe('VG');
  expect(home({ country: ['ru', 'ru'] })).toBe('RU');
  expect(home({ country: ['ru', 'cy'] })).toBeNull();
  expect(home({ jurisdiction: ['ru', 'cy'], country: ['kz'] })).toBe('KZ');
  expect(home({})).toBeNull();
});

test('What a person has to do with a country is where they are; nationality and place of birth are not.', () => {
  const person = company({
    country: ['kz'],
    nationality: ['ru'],
    birthCountry: ['de'],
    jurisdiction: ['cy'],
  });
  expect(countriesOf(person, true, note).map(({ country }) => country.code)).toEqual(['KZ']);
});

test('Identifiers have the scheme of their register and one way of being written; what does not look like one is left out with a note.', () => {
  notes.length = 0;
  const found = identifiersOf(
    company(
      {
        wikidataId: ['q42', 'nonsense'],
        leiCode: ['5493001KJTIIGC8Y1R12'],
        swiftBic: ['abcdkz2x', 'ABCDKZ2XXXX'],
        innCode: ['7707083893'],
        ogrnCode: ['1027700132195', '12'],
        cikCode: ['0000320193'],
        opencorporatesUrl: ['https://opencorporates.com/companies/kz/123456789012'],
        registrationNumber: ['123 456', '7'],
        taxNumber: ['1234567890'],
      },
      { referents: ['old-x', 'x'] },
    ),
    'ORGANIZATION',
    'KZ',
    note,
  );
  expect(found.map(({ scheme, value }) => `${scheme}:${value}`)).toEqual([
    'ftm:x',
    'ftm:old-x',
    'wikidata:Q42',
    'lei:5493001KJTIIGC8Y1R12',
    'bic:ABCDKZ2X',
    'opencorporates:KZ/123456789012',
    'us-cik:320193',
    'ru-inn:7707083893',
    'ru-ogrn:1027700132195',
    'registration-kz:123 456',
  ]);
  expect(notes).toEqual([
    expect.stringContaining('wikidataId nonsense'),
    expect.stringContaining('ogrnCode 12'),
  ]);
});

test('A registration number says nothing without a country, and people have none.', () => {
  const entity = company({ registrationNumber: ['123456'] });
  expect(identifiersOf(entity, 'ORGANIZATION', null, note)).toHaveLength(1);
  expect(identifiersOf(entity, 'PERSON', 'KZ', note)).toHaveLength(1);
  expect(identifiersOf(entity, 'ORGANIZATION', 'KZ', note)).toHaveLength(2);
});

test('The name that is shown comes first, other official ones before aliases; languages are BCP 47.', () => {
  const statement = (property: string, value: string, language: string | null = null) => ({
    property,
    value,
    language,
    dataset: '',
    line: null,
  });
  const names = namesOf(
    {
      id: 'x',
      otherIds: [],
      schema: 'Company',
      caption: 'Saryarqa Motors',
      lastSeen: [],
      statements: [
        statement('weakAlias', 'SM'),
        statement('alias', 'Saryarka'),
        statement('name', 'Сарыарқа Моторс', 'kaz'),
        statement('name', 'Saryarqa Motors'),
        statement('name', 'Saryarqa Motors', 'eng'),
        statement('name', '—'),
        statement('abbreviation', 'S.M.', 'und-what'),
      ],
    },
    note,
  );
  expect(names).toEqual([
    { text: 'Saryarqa Motors', language: 'en', script: 'Latn', kind: 'OFFICIAL' },
    { text: 'Сарыарқа Моторс', language: 'kk', script: 'Cyrl', kind: 'OFFICIAL' },
    { text: 'Saryarka', language: null, script: 'Latn', kind: 'ALIAS' },
    { text: 'S.M.', language: expect.anything(), script: 'Latn', kind: 'ALIAS' },
    { text: 'SM', language: null, script: 'Latn', kind: 'ALIAS' },
  ]);
});

test('Of more than a hundred names the first are kept, and a note says so.', () => {
  notes.length = 0;
  const alias = Array.from({ length: 150 }, (_, n) => `Alias ${n}`);
  const names = namesOf(company({ alias, name: ['Official'] }), note);
  expect(names).toHaveLength(100);
  expect(names[0]?.text).toBe('Official');
  expect(notes).toEqual([expect.stringContaining('151 names')]);
});

test('Of two schemata the more exact counts; those that exclude each other are none.', () => {
  expect(combineSchemata('LegalEntity', 'Person')).toBe('Person');
  expect(combineSchemata('Company', 'LegalEntity')).toBe('Company');
  expect(combineSchemata('Asset', 'Company')).toBe('Company');
  expect(combineSchemata('Asset', 'Vessel')).toBe('Vessel');
  expect(combineSchemata('Company', 'PublicBody')).toBe('Company');
  expect(combineSchemata('Person', 'Company')).toBeNull();
  expect(combineSchemata('Vessel', 'Company')).toBeNull();
  for (const { is = [] } of Object.values(schemata))
    for (const name of is) expect(schemata).toHaveProperty(name);
});

test('A line of JSON is an entity when it has an id, a schema and properties; what is said of datasets is one source.', () => {
  const read = company(
    {
      name: ['A', 'A', '  '],
      amount: [5, true],
      parent: { id: 'p', schema: 'Company', properties: {} },
      alias: null,
    },
    { datasets: ['b', 'a', 'b'], last_seen: '2024-03-01T10:00:00' },
  );
  expect(read.statements.map(({ property, value, dataset }) => [property, value, dataset])).toEqual([
    ['name', 'A', 'a, b'],
    ['amount', '5', 'a, b'],
    ['amount', 'true', 'a, b'],
    ['parent', 'p', 'a, b'],
  ]);
  expect(read.lastSeen).toEqual([['a, b', '2024-03-01T10:00:00Z']]);
  expect(readEntity({ id: '', schema: 'Person', properties: {} })).toMatchObject({ column: 'id' });
  expect(readEntity({ id: 'x', properties: {} })).toMatchObject({ column: 'schema' });
  expect(readEntity({ id: 'x', schema: 'Person', properties: { name: [['x']] } })).toHaveProperty('reason');
  expect(readEntity([])).toHaveProperty('reason');
});

test.each([
  ['2024-03-01', '2024-03-01T00:00:00Z'],
  ['2024-03-01T10:00:00', '2024-03-01T10:00:00Z'],
  ['2024-03-01 10:00:00.123456+02:00', '2024-03-01T08:00:00Z'],
  ['2024-13-01', null],
  ['yesterday', null],
  ['', null],
])('The time "%s" is %s.', (text, at) => {
  expect(timeOf(text)).toBe(at);
});
