import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../src/model/period.ts';

describe('parsePeriod', () => {
  it.each([
    ['a year', '2024', '2024-01-01', '2024-12-31'],
    ['a month', '2021-03', '2021-03-01', '2021-03-31'],
    ['a February of a leap year', '2024-02', '2024-02-01', '2024-02-29'],
    ['a February of another year', '2023-02', '2023-02-01', '2023-02-28'],
    ['a day', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['the first year', '0001', '0001-01-01', '0001-12-31'],
    ['the last year', '9999', '9999-01-01', '9999-12-31'],
  ])('reads %s: %s', (_, text, start, end) => {
    expect(parsePeriod(text)).toEqual({ edtf: text, start, end });
  });

  it.each([
    ['months', '2021-01/2021-03', '2021-01-01', '2021-03-31'],
    ['years', '2011/2021', '2011-01-01', '2021-12-31'],
    ['days', '2021-01-15/2021-02-01', '2021-01-15', '2021-02-01'],
    ['a month and a year', '2021-06/2022', '2021-06-01', '2022-12-31'],
    ['months over the turn of a year', '2021-12/2022-02', '2021-12-01', '2022-02-28'],
    ['approximate years', '2011~/2021~', '2011-01-01', '2021-12-31'],
  ])(
    'reads an interval of %s, from the first day of one to the last day of the other: %s',
    (_, text, start, end) => {
      expect(parsePeriod(text)).toEqual({ edtf: text, start, end });
    },
  );

  it.each([
    ['from 2024 on', '2024/..', '2024-01-01', null],
    ['until 2024', '../2024', null, '2024-12-31'],
    ['from 2024, the end unknown', '2024/', '2024-01-01', null],
    ['until 2024, the beginning unknown', '/2024', null, '2024-12-31'],
    ['about 2011 on', '2011~/..', '2011-01-01', null],
    ['always', '../..', null, null],
  ])('leaves the open end without a day: %s, %s', (_, text, start, end) => {
    expect(parsePeriod(text)).toEqual({ edtf: text, start, end });
  });

  it.each([
    ['no later than 2024', '[..2024]', null, '2024-12-31'],
    ['no later than June 2024', '[..2024-06]', null, '2024-06-30'],
    ['no earlier than 2024', '[2024..]', '2024-01-01', null],
    ['one of two years', '[2021,2023]', '2021-01-01', '2023-12-31'],
    ['both of two years', '{2021,2023}', '2021-01-01', '2023-12-31'],
  ])('reads a set, %s: %s', (_, text, start, end) => {
    expect(parsePeriod(text)).toEqual({ edtf: text, start, end });
  });

  it.each([
    ['a decade', '201X', '2010-01-01', '2019-12-31'],
    ['a century', '20XX', '2000-01-01', '2099-12-31'],
    ['some month of a year', '2024-XX', '2024-01-01', '2024-12-31'],
    ['some day of a month', '2024-02-XX', '2024-02-01', '2024-02-29'],
    ['the first quarter', '2021-33', '2021-01-01', '2021-03-31'],
    ['the last quarter', '2021-36', '2021-10-01', '2021-12-31'],
    ['the first third', '2021-37', '2021-01-01', '2021-04-30'],
    ['the second third', '2021-38', '2021-05-01', '2021-08-31'],
    ['the last third', '2021-39', '2021-09-01', '2021-12-31'],
    ['the second half', '2021-41', '2021-07-01', '2021-12-31'],
    ['a spring of the north', '2021-25', '2021-03-01', '2021-05-31'],
    ['a winter of the north, into the next year', '2023-28', '2023-12-01', '2024-02-29'],
    ['a summer of the south, into the next year', '2021-30', '2021-12-01', '2022-02-28'],
    ['a winter of the south', '2021-32', '2021-06-01', '2021-08-31'],
    ['a spring of wherever it was', '2021-21', '2021-03-01', '2021-11-30'],
    ['a winter of wherever it was', '2021-24', '2021-06-01', '2022-02-28'],
    ['a year of which two digits count', '1950S2', '1900-01-01', '1999-12-31'],
    ['a year of which three digits count', '1957S3', '1950-01-01', '1959-12-31'],
    ['the first half', '2024-40', '2024-01-01', '2024-06-30'],
  ])('gives the first and last possible day of %s: %s', (_, text, start, end) => {
    expect(parsePeriod(text)).toEqual({ edtf: text, start, end });
  });

  it.each(['2024?', '2024~', '2024%', '~2024', '?2024'])(
    'keeps the doubt in the text and not in the days: %s',
    (text) => {
      expect(parsePeriod(text)).toEqual({ edtf: text, start: '2024-01-01', end: '2024-12-31' });
    },
  );

  it.each([
    '',
    ' ',
    '2024 ',
    ' 2024',
    'next year',
    'by 2024',
    'Q1 2021',
    '2021-Q1',
    '2024-13',
    '2024-00',
    '2024-1',
    '2024-01-1',
    '01.03.2024',
    '2024/01/01',
    '2023-02-30',
    '2024-04-31',
    '2024/2025/2026',
    '[..2024',
    '(2024)',
    'null',
    '{"min":0}',
  ])('refuses %j and shows what a period looks like', (text) => {
    expect(() => parsePeriod(text)).toThrow(RangeError);
    expect(() => parsePeriod(text)).toThrow(
      `"${text}" is not a period in EDTF, such as 2024, 2021-01/2021-03, 2024/.. or [..2024]`,
    );
  });

  it('refuses an interval that ends before it begins', () => {
    expect(() => parsePeriod('2021-03/2021-01')).toThrow(RangeError);
    expect(() => parsePeriod('2021/2011')).toThrow('"2021/2011" ends before it begins');
  });

  it.each(['0000', '-0001', 'Y10000', 'Y-10000', '-9999/2024', 'XXXX'])(
    'refuses %s, which leaves the years whose days sort as text',
    (text) => {
      expect(() => parsePeriod(text)).toThrow(RangeError);
      expect(() => parsePeriod(text)).toThrow(`"${text}" leaves the years 1 to 9999`);
    },
  );

  it.each(['2023-02-29', '1900-02-29', '../2023-02-29'])(
    'refuses a 29 February that never was: %s',
    (text) => {
      expect(() => parsePeriod(text)).toThrow(RangeError);
    },
  );

  it.each(['20240301', '202403', '10000', '1609459200000', '99999999999999999'])(
    'refuses bare digits that are no year, rather than count milliseconds since 1970: %s',
    (text) => {
      expect(() => parsePeriod(text)).toThrow(RangeError);
    },
  );

  it.each([
    ['[2021..2023]', '2023-12-31'],
    ['{2021..2023}', '2023-12-31'],
    ['[2021-01..2021-03]', '2021-03-31'],
    ['{1667,1668,1670..1672}', '1672-12-31'],
  ])('reads a run of years or months in a set to its end: %s', (text, end) => {
    expect(parsePeriod(text).end).toBe(end);
  });

  it('reads an interval within one year: 2024/2024', () => {
    expect(parsePeriod('2024/2024')).toEqual({ edtf: '2024/2024', start: '2024-01-01', end: '2024-12-31' });
  });
});
