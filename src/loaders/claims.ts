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
import type { Modality, Predicate, Rank } from '../ontology.ts';
import { askOfClaims, type ClaimColumns, type ClaimRow, claimColumns, claimRows } from './claim-rows.ts';
import { type Batch, isPast, requiredColumn } from './read.ts';
import { byParent, countsByParent } from './shaped-loader.ts';

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
export const isUnfiltered = ({ includeRetracted, ...narrowing }: ClaimWhere): boolean =>
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
  // Of another time, sources are read by themselves: as they were known then.
  const read = isPast(reader) ? { ...columns, sources: null } : columns;
  const where = { ...asked, validAt: reader.moment.validAt };
  const isFiltered = !isUnfiltered(where);
  const [row] = await reader.read(
    claimStatement(reader.statements, 'claim-page', anchor, isFiltered, direction, isPast(reader)),
    {
      keys,
      where,
      ...askOfClaims(read),
      after: page.cursor?.key ?? startOf(direction),
      limit: neo4j.int(page.size + 1),
    },
  );
  const groups = byParent(requiredColumn<number>(row, 'parent'), claimRows(row, read), keys.length);
  return groups.map((rows) => toPage(rows, page, isPast(reader) ? idOf : undefined));
};

/** The first claims of each fact of a row that brings them along, by the facts’ positions. */
export const claimsOfFacts = (
  row: Columns,
  { page, columns }: ClaimPageShape,
  facts: number,
): Page<ClaimRow>[] =>
  byParent(requiredColumn<number>(row, 'spokenOf'), claimRows(row, columns, 'spokenOf'), facts).map(
    (claims) => toPage(claims, page),
  );

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
    ...askOfClaims(claimColumns),
  });
  const groups = byParent(requiredColumn<number>(row, 'parent'), claimRows(row, claimColumns), keys.length);
  return groups.map((rows) => rows[0] ?? null);
};
