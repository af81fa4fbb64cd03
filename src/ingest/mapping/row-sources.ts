import { contentId } from '../../model/ids.ts';
import type { Cells } from './cells.ts';
import type { MappedSource } from './mapped.ts';
import type { CitedSpec, MappingContent } from './mapping-format.ts';
import { fillTemplate } from './template.ts';

/** The table’s own source, as the release has it whose columns the header shows. */
export function tableSource(content: MappingContent, header: readonly string[]): MappedSource {
  const heads = new Set(header.map((name) => name.trim()));
  const release = content.releases?.find(({ columns }) =>
    columns.every((column) => heads.has(column.trim())),
  );
  const { attribution, licence, ...source } = { ...content.source, ...release?.source };
  // A claims file has no field for it, and a licence without what it asks for would be half of one.
  const terms = [licence, attribution && `Cite: ${attribution}`].filter(Boolean).join('. ');
  return { type: 'source', ...source, ...(terms ? { licence: terms } : {}) };
}

/** Splits "URL, Media Report" into both; a URL may hold commas, so only known words are cut off. */
function urlAndKind(item: string, kinds: readonly string[]): { url: string; kind: string | null } {
  const kind = kinds.find((known) => item.toLowerCase().endsWith(`, ${known.toLowerCase()}`));
  return kind ? { url: item.slice(0, -kind.length - 2).trim(), kind } : { url: item, kind: null };
}

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** The sources that a row cites, each once; the same address is the same source in every row and every table. */
export function citedSources(cells: Cells, spec: CitedSpec): MappedSource[] {
  const said = cells.get(spec.column);
  if (said === null) return [];
  const sources = new Map<string, MappedSource>();
  for (const item of said.split(spec.separator)) {
    const { url, kind } = urlAndKind(item.trim(), spec.kinds ?? []);
    if (url === '') continue;
    const cell = (column: string): string | null => cells.get(column);
    const isUrl = isWebAddress(url);
    const fill = (template: string | undefined): string | null =>
      template === undefined ? null : fillTemplate(template, cell, { kind });
    // What is no address is all that is known of the source: its title.
    const title = isUrl ? fill(spec.title) : url;
    const id = contentId('source', [isUrl ? url : null, isUrl ? null : url, null, null, null]);
    sources.set(id, {
      type: 'source',
      id,
      title: title?.trim() || null,
      url: isUrl ? url : null,
      publisher: fill(spec.publisher),
      publishedAt: fill(spec.publishedAt),
      licence: fill(spec.licence),
    });
  }
  return [...sources.values()];
}
