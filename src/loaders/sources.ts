import neo4j from 'neo4j-driver';
import type { Columns } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import {
  compareOf,
  type Direction,
  idOf,
  type Page,
  type PageRequest,
  startOf,
  toPage,
} from '../model/page.ts';
import { propertyGroups } from './properties.ts';
import { type Batch, column, isPast, type Reader, requiredColumn, statementAt } from './read.ts';
import { byParent } from './shaped-loader.ts';

export interface SourceRow {
  readonly id: string;
  readonly key: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly retrievedAt: string | null;
  readonly licence: string | null;
  readonly sha256: string | null;
}

/** Which columns of a source are read, beside its id. */
export type SourceColumns = Readonly<Record<Exclude<keyof SourceRow, 'id'>, boolean>>;

export const sourceColumns: SourceColumns = {
  key: true,
  title: true,
  url: true,
  publisher: true,
  publishedAt: true,
  retrievedAt: true,
  licence: true,
  sha256: true,
};

/** Of sources, as fragments/source-columns takes them: each is a group of its own. */
export const sourceProperties = propertyGroups<keyof SourceColumns>(
  {
    key: ['key'],
    title: ['title'],
    url: ['url'],
    publisher: ['publisher'],
    publishedAt: ['publishedAt'],
    retrievedAt: ['retrievedAt'],
    licence: ['licence'],
    sha256: ['sha256'],
  },
  ['id'],
);
const everyProperty = sourceProperties(sourceColumns).names;

/** The sources of a row that has fragments/source-columns, in its order; what was not read is null. */
export function sourceRows(row: Columns | undefined, columns: SourceColumns = sourceColumns): SourceRow[] {
  const sources = sourceProperties(columns).read(row?.get('sources'));
  const get = (name: keyof SourceRow): readonly (string | null)[] =>
    column<string | null>(sources, name) ?? [];
  const [keys, titles, urls, publishers] = [get('key'), get('title'), get('url'), get('publisher')];
  const [publishedAt, retrievedAt, licences, sha256] = [
    get('publishedAt'),
    get('retrievedAt'),
    get('licence'),
    get('sha256'),
  ];
  return requiredColumn<string>(sources, 'id').map((id, i) => ({
    id,
    key: keys[i] ?? '',
    title: titles[i] ?? null,
    url: urls[i] ?? null,
    publisher: publishers[i] ?? null,
    publishedAt: publishedAt[i] ?? null,
    retrievedAt: retrievedAt[i] ?? null,
    licence: licences[i] ?? null,
    sha256: sha256[i] ?? null,
  }));
}

/** Sources by id; null for an id that names none. */
export const sourcesById: Batch<object, SourceRow | null> = async (reader, _, keys) => {
  const [row] = await reader.read(statementAt(reader, 'sources-by-id'), { keys, sources: everyProperty });
  const groups = byParent(requiredColumn<number>(row, 'parent'), sourceRows(row), keys.length);
  return groups.map((rows) => rows[0] ?? null);
};

export const sourceOrder = 'KNOWN';

export const sourcePageStatement = (
  statements: Statements,
  direction: Direction,
  isThen = false,
): Statement =>
  statements.get(isThen ? 'then/source-page' : 'source-page', direction, {
    DIRECTION: direction,
    COMPARE: compareOf(direction),
  });

/** One page of sources, in the order they became known. */
export async function sourcePage(reader: Reader, page: PageRequest): Promise<Page<SourceRow>> {
  const direction = page.isBackward ? 'DESC' : 'ASC';
  const [row] = await reader.read(sourcePageStatement(reader.statements, direction, isPast(reader)), {
    after: page.cursor?.key ?? startOf(direction),
    sources: everyProperty,
    limit: neo4j.int(page.size + 1),
  });
  return toPage(sourceRows(row), page, isPast(reader) ? idOf : undefined);
}

export async function sourceCount(reader: Reader): Promise<number> {
  const [row] = await reader.read(statementAt(reader, 'source-count'), {});
  return Number(row?.get('n') ?? 0);
}

export const sourcesOfFactsStatement = (statements: Statements, isThen = false): Statement =>
  statements.get('sources-of-facts', isThen ? 'then' : '', {
    isPast: isThen,
    branches: isThen
      ? [
          { LABEL: 'Claim', isFormer: false, isLast: false },
          { LABEL: 'FormerClaim', isFormer: true, isLast: true },
        ]
      : [{ LABEL: 'Claim', isFormer: false, isLast: true }],
  });

/** The sources whose live claims speak of each fact, in the order of their ids. */
export const sourcesByFact: Batch<object, readonly SourceRow[]> = async (reader, _, keys) => {
  const [row] = await reader.read(sourcesOfFactsStatement(reader.statements, isPast(reader)), {
    keys,
    sources: everyProperty,
  });
  const ids = requiredColumn<string>(row, 'ids');
  const distinct = [...new Set(ids)];
  // Of another time, sources are read by themselves: as they were known then.
  const rows = isPast(reader) ? await sourcesById(reader, {}, distinct) : sourceRows(row);
  const known = new Map(rows.flatMap((source) => (source ? [[source.id, source]] : [])));
  return byParent(requiredColumn<number>(row, 'parent'), ids, keys.length).map((group) =>
    group.flatMap((id) => known.get(id) ?? []),
  );
};
