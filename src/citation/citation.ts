import { bibtexOf } from './bibtex.ts';
import { type CitedSource, dayRead, remarksOn } from './cited-source.ts';
import { type CslItem, cslItemOf } from './csl-item.ts';

export const citationFormats = {
  BIBTEX:
    'An entry for LaTeX and reference managers: `@misc{source_…, …}`, in UTF-8. Its key is the source’s id.',
  CSL_JSON: 'An item of CSL-JSON, for citeproc, Zotero and pandoc.',
  TEXT: 'A line to read: publisher, title, date, address, when it was read, licence.',
} as const;
export type CitationFormat = keyof typeof citationFormats;

export const isCitationFormat = (text: string): text is CitationFormat =>
  Object.hasOwn(citationFormats, text);

/** A source in a line. Without a title it is called by its id. */
export function citationText(source: CitedSource): string {
  const { id, title, publisher, publishedAt, url } = source;
  const read = dayRead(source);
  const named = [publisher, title === null ? id : `“${title}”`, publishedAt].filter((part) => part !== null);
  const found = [url, read && `${url === null ? 'Read' : 'read'} ${read}`].filter((part) => part !== null);
  return (
    [named.join(', '), found.join(', '), ...remarksOn(source)]
      .filter((part) => part !== '')
      // A licence may end in how to cite it, with a stop of its own.
      .map((part) => (part === url || part.endsWith('.') ? part : `${part}.`))
      .join(' ')
  );
}

/** A source as it is cited: CSL-JSON as an object, the others as text. */
export function cited(source: CitedSource, format: CitationFormat): string | CslItem {
  if (format === 'BIBTEX') return bibtexOf(source);
  return format === 'CSL_JSON' ? cslItemOf(source) : citationText(source);
}

/** The same as text, whatever the format. */
export function citationOf(source: CitedSource, format: CitationFormat): string {
  const citation = cited(source, format);
  return typeof citation === 'string' ? citation : JSON.stringify(citation);
}
