import neo4j from 'neo4j-driver';
import type { Branch, FactList } from '../graph/branches.ts';
import type { Cursor } from '../model/cursor.ts';
import { type FactOrder, type FactWhere, isUnfiltered, validThen } from '../model/fact-query.ts';
import { cutPage, idOf, type Page, type PageShape, pageShape, toPage } from '../model/page.ts';
import { type KeyRange, valueRanges, wholeRange } from '../model/value-key.ts';
import { askOfClaims, type ClaimRow } from './claim-rows.ts';
import { type ClaimPageShape, claimsOfFacts } from './claims.ts';
import { type EntityRow, entityProperties } from './entities.ts';
import { type FactColumns, type FactRow, factProperties, factsByParent } from './fact-rows.ts';
import {
  bringsCount,
  factCountStatement,
  factPageStatement,
  factsByIdStatement,
  travel,
  type WholeListVariant,
} from './fact-statements.ts';
import { type Batch, column, isPast, type Reader, requiredColumn, type Sizes } from './read.ts';
import { countsByParent } from './shaped-loader.ts';

/** How a whole list is gone through. */
export const wholeList = (reader: Reader, list: FactList, where: FactWhere): WholeListVariant => ({
  isFiltered: !isUnfiltered(where),
  isPast: isPast(reader),
  isBySubject: !list.isAnchored && !isPast(reader) && where.subjectWithin !== null,
});

/** What decides a page of facts, beside its parent and where it begins. */
export interface FactPageShape {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
  readonly order: FactOrder;
  /** Keys of pages that follow a cursor hold it: see `pageKey`. */
  readonly page: PageShape;
  /** Whether it is told that there are more: a row more is read for it. */
  readonly isLookingOn: boolean;
  readonly columns: FactColumns;
  /** Of now: the claims that are read along, the first of each fact. */
  readonly claims?: ClaimPageShape;
}

/** The key of a parent’s page: pages behind unlike cursors are read by one statement, as those of unlike parents are. */
export const pageKey = (parent: string, cursor: Pick<Cursor, 'key'> | null): string =>
  cursor ? JSON.stringify([parent, cursor.key]) : parent;

export const readPageKey = (key: string, { hasCursor }: PageShape): [parent: string, cursor?: string] =>
  hasCursor ? JSON.parse(key) : [key];

/** The ranges of keys that a page may hold, in the order in which they are read. */
function rangesFrom({ order, page }: FactPageShape, key: string | undefined): KeyRange[] {
  const inOrder = order.by === 'VALUE' ? valueRanges(order.unit) : [wholeRange];
  const ranges = page.isBackward ? inOrder.reverse() : inOrder;
  if (key === undefined) return ranges;
  const end = travel(order.direction, page.isBackward) === 'ASC' ? 'above' : 'below';
  const reached = ranges.findIndex(({ above, below }) => key > above && key < below);
  return ranges.slice(reached).map((range, index) => (index > 0 ? range : { ...range, [end]: key }));
}

export interface FactPage extends Page<FactRow> {
  /** The list’s parent, where its columns were asked for and there is such an entity. */
  readonly parent?: EntityRow | undefined;
  /** How many facts the list has, where that was asked for. */
  readonly count?: number;
  /** The first claims of its facts and of others, by their ids, where they were asked for. */
  readonly claims?: ReadonlyMap<string, Page<ClaimRow>>;
}

/** Whether pages of a list can tell how many facts there are: from the degree store, of few kinds and now. */
export const isCountedAlong = (reader: Reader, list: FactList, where: FactWhere): boolean =>
  bringsCount(list) && !isPast(reader) && isUnfiltered(validThen(where, reader.moment));

const flags = new WeakMap<FactColumns, Partial<FactColumns>>();

/** What is read of facts beside their properties. */
function flagsOf(columns: FactColumns): Partial<FactColumns> {
  const known = flags.get(columns);
  if (known) return known;
  const { predicate, key, node, parent, count } = columns;
  const found = { predicate, key, node, parent, count };
  flags.set(columns, found);
  return found;
}

/** What fragments/fact-columns takes. */
const askOfFacts = (columns: FactColumns) => ({
  columns: flagsOf(columns),
  facts: factProperties(columns).names,
  nodes: entityProperties(columns).names,
});

async function readPages(
  reader: Reader,
  shape: FactPageShape,
  keys: readonly string[],
): Promise<readonly FactPage[]> {
  const { list, branches, order, page } = shape;
  const where = validThen(shape.where, reader.moment);
  // Of another time, far ends are read by themselves: as they were known then.
  const columns = isPast(reader) ? { ...shape.columns, id: true, node: false } : shape.columns;
  const asked = keys.map((key) => readPageKey(key, page));
  const statement = factPageStatement(reader.statements, list, {
    by: order.by,
    direction: order.direction,
    isBackward: page.isBackward,
    isFiltered: !isUnfiltered(where),
    isPast: isPast(reader),
    isWithClaims: shape.claims !== undefined,
  });
  const rows = await reader.read(statement, {
    keys: asked.map(([parent]) => parent),
    branches,
    // A statement without a filter looks at none of it.
    ...(!isUnfiltered(where) && { where }),
    // Lists that are read from their beginning have the same ones.
    ranges: (page.hasCursor ? asked : asked.slice(0, 1)).map(([, cursor]) => rangesFrom(shape, cursor)),
    ...askOfFacts(columns),
    ...(shape.claims && {
      ...askOfClaims(shape.claims.columns),
      claimLimit: neo4j.int(shape.claims.page.size + 1),
    }),
    limit: neo4j.int(shape.isLookingOn ? page.size + 1 : page.size),
  });
  const nodes = new Map<string, EntityRow>();
  const groups = factsByParent(rows, columns, keys.length, nodes);
  const counts = shape.columns.count ? column<number>(rows[0], 'count') : null;
  const claims = shape.claims && new Map<string, Page<ClaimRow>>();
  if (shape.claims && claims)
    for (const row of rows) {
      const ids = requiredColumn<string>(factProperties(columns).read(row.get('facts')), 'factId');
      for (const [i, page] of claimsOfFacts(row, shape.claims, ids.length).entries())
        claims.set(ids[i] ?? '', page);
    }
  const pages = groups.map((facts) => toPage(facts, page, isPast(reader) ? idOf : undefined));
  if (!shape.columns.parent && !shape.columns.count && !claims) return pages;
  return pages.map((one, i) => ({
    ...one,
    ...(shape.columns.parent && { parent: nodes.get(asked[i]?.[0] ?? '') }),
    ...(shape.columns.count && { count: counts?.[i] ?? 0 }),
    ...(claims && { claims }),
  }));
}

/** Up to here all sizes are read together: a few rows more cost less than a statement. */
const SMALL_PAGE = 16;

const sizes: Sizes<FactPageShape, FactPage> = {
  // To the next power of two: of pages that are not small, less than double is read for anybody.
  rounded: (shape) => ({
    ...shape,
    page: pageShape({
      ...shape.page,
      size: 2 ** Math.ceil(Math.log2(Math.max(shape.page.size, SMALL_PAGE))),
    }),
  }),
  largest: (shapes) => shapes.reduce((one, other) => (other.page.size > one.page.size ? other : one)),
  cut: (page, { page: asked }) => cutPage<FactRow>(page, asked),
};

/** Pages of facts by parent; for the whole graph's list the parent is ''. */
export const factPages: Batch<FactPageShape, FactPage> = Object.assign(readPages, { sizes });

export interface FactCountShape {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
}

/** How many facts each parent's list has, whatever the page. */
export const factCounts: Batch<FactCountShape, number> = async (
  reader,
  { list, branches, where: asked },
  keys,
) => {
  const where = validThen(asked, reader.moment);
  const statement = factCountStatement(reader.statements, list, wholeList(reader, list, where));
  const [row] = await reader.read(statement, {
    keys,
    branches,
    ...(!isUnfiltered(where) && { where }),
  });
  return countsByParent(row, keys.length);
};

/** All that a fact says; its ends by their ids. */
export const factColumns: FactColumns = {
  id: true,
  predicate: true,
  from: true,
  to: true,
  key: true,
  modality: true,
  sources: true,
  value: true,
  bounds: true,
  words: true,
  period: true,
  days: true,
  node: false,
  type: false,
  details: false,
  names: false,
};

const noColumns = Object.fromEntries(
  Object.keys(factColumns).map((name) => [name, false]),
) as unknown as FactColumns;

const byId =
  (columns: FactColumns): Batch<object, FactRow | null> =>
  async (reader, _, keys) => {
    const statement = factsByIdStatement(reader.statements, isPast(reader));
    const rows = await reader.read(statement, { keys, ...askOfFacts(columns) });
    return factsByParent(rows, columns, keys.length).map(([fact]) => fact ?? null);
  };

/** Facts by id; null for an id that names none. */
export const factsById = byId(factColumns);

/** The same, of which only the kind and the ends are read. */
export const factEndsById = byId({ ...noColumns, id: true, predicate: true, from: true, to: true });
