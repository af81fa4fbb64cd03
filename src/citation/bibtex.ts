import { type CitedSource, calledBy, datePartsOf, dayRead, remarksOn } from './cited-source.ts';

/**
 * A source as a BibTeX entry, in UTF-8. Braces are counted by BibTeX even behind a backslash, so that they are written as the
 * words that LaTeX has for them. Libraries that write BibTeX leave out letters that are not Latin, or leave `&` and `{` as they are.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\{}~^]/g, (sign) => SPECIAL[sign] ?? sign)
    .replace(/[$&#_%]/g, '\\$&');

/** Addresses stand as they are, but for what would end the field. */
const address = (url: string): string => url.replace(/[{}\\\s]/g, encodeURIComponent);

function dated(publishedAt: string | null): [field: string, value: string][] {
  if (publishedAt === null) return [];
  const parts = datePartsOf(publishedAt);
  if (!parts) return [];
  const [year, month, day] = parts;
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return [
    ['year', `{${String(year).padStart(4, '0')}}`],
    ...(name ? [['month', name] as [string, string]] : []),
    ...(day === undefined ? [] : [['date', `{${publishedAt}}`] as [string, string]]),
  ];
}

export function bibtexOf(source: CitedSource): string {
  const { id, publisher, publishedAt, url } = source;
  const isPlainDate = publishedAt === null || datePartsOf(publishedAt) !== null;
  const remarks = [...(isPlainDate ? [] : [`Published: ${publishedAt}`]), ...remarksOn(source)];
  const read = dayRead(source);
  const fields: [field: string, value: string][] = [
    // The inner braces keep capitals: styles write titles in small letters.
    ['title', `{{${escaped(calledBy(source))}}}`],
    ...(publisher === null ? [] : [['publisher', `{${escaped(publisher)}}`] as [string, string]]),
    ...dated(publishedAt),
    ...(url === null ? [] : [['url', `{${address(url)}}`] as [string, string]]),
    ...(read === null ? [] : [['urldate', `{${read}}`] as [string, string]]),
    ...(remarks.length === 0 ? [] : [['note', `{${escaped(remarks.join('. '))}}`] as [string, string]]),
  ];
  return `@misc{${id},\n${fields.map(([field, value]) => `  ${field} = ${value},\n`).join('')}}`;
}
