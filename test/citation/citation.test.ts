import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { expect, test } from 'vitest';
import { citationOf, cited } from '../../src/citation/citation.ts';
import type { CitedSource } from '../../src/citation/cited-source.ts';

const nothing: CitedSource = {
  id: 'source_x',
  title: null,
  publisher: null,
  publishedAt: null,
  url: null,
  licence: null,
  retrievedAt: null,
  sha256: null,
};
const report: CitedSource = {
  ...nothing,
  title: 'Отчёт о заводе: 长安 & AllurGroup {50 %} _1_ ~ #2 $3',
  publisher: 'Қостанай & Co',
  publishedAt: '2023-05-03',
  url: 'https://news.example/a_b?x=1&y=%20#z',
  licence: 'CC-BY-4.0',
  retrievedAt: '2024-01-02T03:04:05Z',
};
/** What a reader of BibTeX makes of an entry. */
const readBack = (source: CitedSource): Record<string, unknown> =>
  (new Cite(citationOf(source, 'BIBTEX'), { generateGraph: false }).data as Record<string, unknown>[])[0] ??
  {};

test('As BibTeX, a source keeps letters of every script and signs that LaTeX gives a meaning; another program reads them back.', () => {
  expect(citationOf(report, 'BIBTEX')).toBe(`@misc{source_x,
  title = {{Отчёт о заводе: 长安 \\& AllurGroup \\textbraceleft{}50 \\%\\textbraceright{} \\_1\\_ \\textasciitilde{} \\#2 \\$3}},
  publisher = {Қостанай \\& Co},
  year = {2023},
  month = may,
  date = {2023-05-03},
  url = {https://news.example/a_b?x=1&y=%20#z},
  urldate = {2024-01-02},
  note = {Licence: CC-BY-4.0},
}`);
  const read = readBack(report);
  expect(String(read.title).replace(/<[^>]+>/g, '')).toBe(report.title);
  expect(read).toMatchObject({
    'citation-key': 'source_x',
    publisher: report.publisher,
    URL: report.url,
    issued: { 'date-parts': [[2023, 5, 3]] },
    accessed: { 'date-parts': [[2024, 1, 2]] },
    note: 'Licence: CC-BY-4.0',
  });
});

test('Nothing is guessed of what is not known, and the entry is valid all the same.', () => {
  expect(readBack(nothing)['citation-key']).toBe('source_x');
  expect(cited(nothing, 'CSL_JSON')).toEqual({ id: 'source_x', type: 'document', title: '[source_x]' });
  expect(citationOf(nothing, 'TEXT')).toBe('source_x.');
  expect(citationOf({ ...nothing, sha256: 'ab'.repeat(32) }, 'TEXT')).toBe(
    `source_x. SHA-256: ${'ab'.repeat(32)}.`,
  );
});

test.each([
  ['{', '\\textbraceleft{}'],
  ['a}b', 'a\\textbraceright{}b'],
  ['\\', '\\textbackslash{}'],
  ['two\n lines', 'two lines'],
])('A title of %j does not end its field.', (title, written) => {
  expect(citationOf({ ...nothing, title }, 'BIBTEX')).toContain(`  title = {{${written}}},\n`);
  expect(String(readBack({ ...nothing, title }).title).replace(/<[^>]+>/g, '')).toBe(
    title.replace(/\s+/g, ' '),
  );
});

test.each([
  ['2023', { 'date-parts': [[2023]] }],
  ['2023-05', { 'date-parts': [[2023, 5]] }],
  [
    '2023-05/2023-06',
    {
      'date-parts': [
        [2023, 5],
        [2023, 6],
      ],
    },
  ],
  ['2021~', { 'date-parts': [[2021]], circa: true }],
  ['[..2024]', { literal: '[..2024]' }],
])('What was published %s is said to be so in CSL-JSON.', (publishedAt, issued) => {
  expect(cited({ ...nothing, publishedAt }, 'CSL_JSON')).toMatchObject({ issued });
});

test('In BibTeX, what is no plain date is a note and no year.', () => {
  const entry = citationOf({ ...nothing, publishedAt: '2021~' }, 'BIBTEX');
  expect(entry).toContain('note = {Published: 2021\\textasciitilde{}}');
  expect(entry).not.toContain('year');
});

test('As text, a source is a line with its address, when it was read and its licence.', () => {
  expect(citationOf({ ...report, title: 'A report' }, 'TEXT')).toBe(
    'Қостанай & Co, “A report”, 2023-05-03. https://news.example/a_b?x=1&y=%20#z, read 2024-01-02. Licence: CC-BY-4.0.',
  );
});

test('A citation of a licence that ends in a stop has one.', () => {
  const licence = 'CC BY 4.0. Cite: A tracker, March 2025.';
  expect(citationOf({ ...nothing, licence }, 'TEXT')).toBe(`source_x. Licence: ${licence}`);
});
