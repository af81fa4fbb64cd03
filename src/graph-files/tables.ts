import type { Cell, Column, ColumnType } from '../export/column.ts';
import type { TableFormat } from '../export/table-writer.ts';
import type { ClaimRow } from '../loaders/claim-rows.ts';
import type { EntityRow } from '../loaders/entities.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import type { SourceRow } from '../loaders/sources.ts';
import { kindOfId } from '../ontology.ts';
import type { Contents, Thing } from './contents.ts';

type Columns<T> = readonly (readonly [name: string, type: ColumnType, cell: (item: T) => Cell | undefined])[];

const text = <T>(name: string, cell: (item: T) => Cell | undefined) => [name, 'text', cell] as const;

const entities: Columns<EntityRow> = [
  text('id', ({ id }) => id),
  text('kind', ({ id }) => kindOfId(id)),
  text('name', ({ name }) => name),
  text('place_type', ({ type }) => type),
  text('description', ({ details }) => details?.description),
  // As JSON: there may be any number, each with more to it than a text.
  text('names', ({ names }) => JSON.stringify(names ?? [])),
  text('identifiers', ({ details }) => JSON.stringify(details?.identifiers ?? [])),
];

const said: Columns<FactRow | ClaimRow> = [
  text('subject', ({ subjectId }) => subjectId),
  text('predicate', ({ predicate }) => predicate),
  text('object', ({ objectId }) => objectId),
  text('variable', ({ variable }) => variable),
  ['amount', 'decimal', ({ value }) => value?.amount],
  text('unit', ({ value }) => value?.unit),
  text('bound', ({ value }) => value?.bound),
  ['lower', 'decimal', ({ value }) => value?.lower],
  ['upper', 'decimal', ({ value }) => value?.upper],
  text('text', ({ text: words }) => words),
  text('modality', ({ modality }) => modality),
  text('period', ({ period }) => period?.edtf),
  ['start', 'date', ({ period }) => period?.start],
  ['end', 'date', ({ period }) => period?.end],
];

const facts: Columns<FactRow> = [
  text('id', ({ id }) => id),
  ...said,
  ['source_count', 'integer', ({ sourceCount }) => sourceCount],
  ['is_disputed', 'boolean', ({ isDisputed }) => isDisputed],
];

const claims: Columns<ClaimRow> = [
  text('id', ({ id }) => id),
  text('fact', ({ factId }) => factId),
  text('source', ({ sourceId }) => sourceId),
  ...said,
  text('rank', ({ rank }) => rank),
  text('locator', ({ locator }) => locator),
  text('quote', ({ quote }) => quote),
  text('attributed_to', ({ attributedToId }) => attributedToId),
  ['recorded_at', 'moment', ({ recordedAt }) => recordedAt],
  ['retracted_at', 'moment', ({ retractedAt }) => retractedAt],
];

const sources: Columns<SourceRow> = [
  text('id', ({ id }) => id),
  text('title', ({ title }) => title),
  text('publisher', ({ publisher }) => publisher),
  text('published_at', ({ publishedAt }) => publishedAt),
  text('url', ({ url }) => url),
  text('licence', ({ licence }) => licence),
  ['retrieved_at', 'moment', ({ retrievedAt }) => retrievedAt],
  text('sha256', ({ sha256 }) => sha256),
];

const columnsOf = <T>(columns: Columns<T>): Column[] => columns.map(([name, type]) => ({ name, type }));

export const tableColumns: Readonly<Record<Thing, readonly Column[]>> = {
  entities: columnsOf(entities),
  facts: columnsOf(facts),
  claims: columnsOf(claims),
  sources: columnsOf(sources),
};

async function* bytesOf<T>(
  format: TableFormat,
  columns: Columns<T>,
  pages: AsyncIterable<readonly T[]>,
): AsyncGenerator<Uint8Array> {
  const writer = format.writer(columnsOf(columns));
  yield writer.begin();
  for await (const page of pages)
    yield writer.write(page.map((item) => columns.map(([, , cell]) => cell(item) ?? null)));
  yield writer.end();
}

/** The table of one sort of thing. */
export function tableOf(thing: Thing, format: TableFormat, contents: Contents): AsyncGenerator<Uint8Array> {
  if (thing === 'entities') return bytesOf(format, entities, contents.entities());
  if (thing === 'facts') return bytesOf(format, facts, contents.facts());
  return thing === 'claims'
    ? bytesOf(format, claims, contents.claims())
    : bytesOf(format, sources, contents.sources());
}
