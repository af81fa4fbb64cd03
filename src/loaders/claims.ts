import neo4j from 'neo4j-driver';
import type { Columns } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { compareOf, type Direction, type Page, type PageRequest, startOf, toPage } from '../model/page.ts';
import type { Period } from '../model/period.ts';
import type { Said } from '../model/said.ts';
import type { Modality, Predicate, Rank } from '../ontology.ts';
import { type Batch, column, isPast, requiredColumn } from './read.ts';
import { byParent, countsByParent } from './shaped-loader.ts';
import { type SourceColumns, type SourceRow, sourceRows } from './sources.ts';
import { periodColumns, quantityColumns } from './value-columns.ts';

/** A claim as read; what was not selected is null or blank. */
export interface ClaimRow extends Said {
  readonly id: string;
  readonly key: string;
  readonly factId: string;
  readonly period: Period | null;
  readonly rank: Rank;
  readonly sourceId: string;
  /** Read with the claim when the selection needs it. */
  readonly source: SourceRow | null;
  readonly locator: string | null;
  readonly quote: string | null;
  readonly attributedToId: string | null;
  readonly recordedAt: string;
  readonly retractedAt: string | null;
}

/** Which groups of a claim’s columns are read. */
export interface ClaimColumns {
  readonly id: boolean;
  readonly key: boolean;
  readonly fact: boolean;
  readonly predicate: boolean;
  readonly ends: boolean;
  readonly words: boolean;
  readonly value: boolean;
  readonly bounds: boolean;
  readonly modality: boolean;
  readonly period: boolean;
  readonly days: boolean;
  readonly rank: boolean;
  readonly place: boolean;
  /** The id of its source. */
  readonly source: boolean;
  /** Of its source itself. */
  readonly sources: SourceColumns | null;
  readonly authority: boolean;
  readonly recorded: boolean;
}

/** All that a claim says; its source by its id. */
export const claimColumns: ClaimColumns = {
  id: true,
  key: true,
  fact: true,
  predicate: true,
  ends: true,
  words: true,
  value: true,
  bounds: true,
  modality: true,
  period: true,
  days: true,
  rank: true,
  place: true,
  source: true,
  sources: null,
  authority: true,
  recorded: true,
};

/** ClaimFilter as a client gives it; every field narrows. */
export interface ClaimFilter {
  readonly includeRetracted?: boolean | null | undefined;
  readonly predicates?: readonly Predicate[] | null | undefined;
  readonly modality?: readonly Modality[] | null | undefined;
  readonly rank?: readonly Rank[] | null | undefined;
  readonly fact?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly object?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly attributedTo?: string | null | undefined;
}

/** The `$where` of the statements: see cypher/fragments/claim-filter.cypher. */
export type ClaimWhere = {
  readonly [Field in keyof Required<ClaimFilter>]: NonNullable<ClaimFilter[Field]> | null;
} & { /** What holds on a day, of a question about it. */ readonly validAt: string | null };

export const readClaimFilter = (filter: ClaimFilter | null | undefined): ClaimWhere => ({
  includeRetracted: filter?.includeRetracted ?? false,
  predicates: filter?.predicates ?? null,
  modality: filter?.modality ?? null,
  rank: filter?.rank ?? null,
  fact: filter?.fact ?? null,
  subject: filter?.subject ?? null,
  object: filter?.object ?? null,
  source: filter?.source ?? null,
  attributedTo: filter?.attributedTo ?? null,
  validAt: null,
});

/** Whether a list holds just the live claims: such a list has simpler statements. */
const isUnfiltered = ({ includeRetracted, ...narrowing }: ClaimWhere): boolean =>
  !includeRetracted && Object.values(narrowing).every((value) => value === null);

/** Whose claims a list holds: the index that answers it. */
const anchors = {
  fact: ['factId'],
  entity: ['subjectId', 'objectId'],
  source: ['sourceId'],
  subject: ['subjectId'],
  object: ['objectId'],
  attributedTo: ['attributedToId'],
  all: [null],
} as const;
export type ClaimAnchor = keyof typeof anchors;
export const claimAnchors = Object.keys(anchors) as ClaimAnchor[];

/** For the list of all claims: the filter that narrows most serves as the anchor. */
export function anchorOf(where: ClaimWhere): { anchor: ClaimAnchor; key: string } {
  for (const anchor of ['fact', 'subject', 'object', 'attributedTo', 'source'] as const) {
    const key = where[anchor];
    if (key !== null) return { anchor, key };
  }
  return { anchor: 'all', key: '' };
}

export const claimOrder = 'RECORDED';

/** A statement on the claims of each parent; a count has no direction. */
export function claimStatement(
  statements: Statements,
  file: 'claim-page' | 'claim-count',
  anchor: ClaimAnchor,
  isFiltered: boolean,
  direction: Direction = 'ASC',
  isThen = false,
): Statement {
  const branches = (isThen ? [false, true] : [false]).flatMap((isFormer) =>
    anchors[anchor].map((property) => ({
      ANCHOR: property ?? false,
      // Both ends of a claim may be one entity once two are merged.
      isOtherEnd: anchor === 'entity' && property === 'objectId',
      LABEL: isFormer ? 'FormerClaim' : 'Claim',
      isFormer,
    })),
  );
  const traits = `${isFiltered ? ', filtered' : ''}${isThen ? ', then' : ''}`;
  return statements.get(file, `${anchor} ${direction}${traits}`, {
    DIRECTION: direction,
    COMPARE: compareOf(direction),
    isFiltered,
    isPast: isThen,
    branches: branches.map((branch, i) => ({ ...branch, isLast: i === branches.length - 1 })),
  });
}

export function claimRows(row: Columns | undefined): ClaimRow[] {
  const get = <T>(name: string): readonly (T | null)[] => column<T | null>(row, name) ?? [];
  const sources = new Map(sourceRows(row).map((source) => [source.id, source]));
  const [ids, keys, factIds, subjects] = [
    get<string>('id'),
    get<string>('key'),
    get<string>('factId'),
    get<string>('subjectId'),
  ];
  const [sourceIds, recordedAt] = [get<string>('sourceId'), get<string>('recordedAt')];
  const predicates = get<Predicate>('predicate');
  const [modality, rank] = [get<Modality>('modality'), get<Rank>('rank')];
  const [objects, variables, texts] = [get<string>('objectId'), get<string>('variable'), get<string>('text')];
  const [quantityAt, periodAt] = [quantityColumns(row), periodColumns(row)];
  const [locator, quote, authority] = [
    get<string>('locator'),
    get<string>('quote'),
    get<string>('attributedToId'),
  ];
  const retractedAt = get<string>('retractedAt');
  return requiredColumn<number>(row, 'parent').map(
    (_, i): ClaimRow => ({
      id: ids[i] ?? '',
      key: keys[i] ?? '',
      factId: factIds[i] ?? '',
      predicate: predicates[i] as Predicate,
      subjectId: subjects[i] ?? '',
      objectId: objects[i] ?? null,
      variable: variables[i] ?? null,
      value: quantityAt(i),
      text: texts[i] ?? null,
      modality: modality[i] as Modality,
      period: periodAt(i),
      rank: rank[i] as Rank,
      sourceId: sourceIds[i] ?? '',
      source: sources.get(sourceIds[i] ?? '') ?? null,
      locator: locator[i] ?? null,
      quote: quote[i] ?? null,
      attributedToId: authority[i] ?? null,
      recordedAt: recordedAt[i] ?? '',
      retractedAt: retractedAt[i] ?? null,
    }),
  );
}

export interface ClaimPageShape {
  readonly anchor: ClaimAnchor;
  readonly where: ClaimWhere;
  readonly page: PageRequest;
  readonly columns: ClaimColumns;
}

/** Pages of claims by parent, in the order they were recorded. */
export const claimPages: Batch<ClaimPageShape, Page<ClaimRow>> = async (
  reader,
  { anchor, where: asked, page, columns },
  keys,
) => {
  const direction = page.isBackward ? 'DESC' : 'ASC';
  const where = { ...asked, validAt: reader.moment.validAt };
  const isFiltered = !isUnfiltered(where);
  const [row] = await reader.read(
    claimStatement(reader.statements, 'claim-page', anchor, isFiltered, direction, isPast(reader)),
    {
      keys,
      where,
      // Of another time, sources are read by themselves: as they were known then.
      columns: isPast(reader) ? { ...columns, sources: null } : columns,
      after: page.cursor?.key ?? startOf(direction),
      limit: neo4j.int(page.size + 1),
    },
  );
  const groups = byParent(requiredColumn<number>(row, 'parent'), claimRows(row), keys.length);
  return groups.map((rows) => toPage(rows, page));
};

/** How many claims each parent's list has. */
export const claimCounts: Batch<
  { readonly anchor: ClaimAnchor; readonly where: ClaimWhere },
  number
> = async (reader, { anchor, where: asked }, keys) => {
  const where = { ...asked, validAt: reader.moment.validAt };
  const isFiltered = !isUnfiltered(where);
  const statement = claimStatement(
    reader.statements,
    'claim-count',
    anchor,
    isFiltered,
    'ASC',
    isPast(reader),
  );
  const [row] = await reader.read(statement, { keys, where });
  return countsByParent(row, keys.length);
};

export const claimsByIdStatement = (statements: Statements, isThen = false): Statement =>
  statements.get('claims-by-id', isThen ? 'then' : '', { isPast: isThen });

/** Claims by id, retracted ones too; null for an id that names none. */
export const claimsById: Batch<object, ClaimRow | null> = async (reader, _, keys) => {
  const [row] = await reader.read(claimsByIdStatement(reader.statements, isPast(reader)), {
    keys,
    columns: claimColumns,
  });
  const groups = byParent(requiredColumn<number>(row, 'parent'), claimRows(row), keys.length);
  return groups.map((rows) => rows[0] ?? null);
};
