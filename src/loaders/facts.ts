import neo4j from 'neo4j-driver';
import type { Branch, FactList } from '../graph/branches.ts';
import type { Columns } from '../graph/row.ts';
import type { Cursor } from '../model/cursor.ts';
import { type FactOrder, type FactWhere, isUnfiltered, validThen } from '../model/fact-query.ts';
import { type Page, type PageShape, toPage } from '../model/page.ts';
import type { Period } from '../model/period.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Said } from '../model/said.ts';
import { type KeyRange, valueRanges, wholeRange } from '../model/value-key.ts';
import type { Modality, Predicate } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityRows } from './entities.ts';
import {
  factCountStatement,
  factPageStatement,
  factsByIdStatement,
  hasDegrees,
  travel,
  type WholeListVariant,
} from './fact-statements.ts';
import { type Batch, column, isPast, joined, type Reader, requiredColumn } from './read.ts';
import { byParent, countsByParent } from './shaped-loader.ts';
import { periodColumns, quantityColumns } from './value-columns.ts';

/** Which groups of a fact's columns are read, and of its far end's. */
export interface FactColumns extends EntityColumns {
  readonly id: boolean;
  readonly predicate: boolean;
  /** The entities at its ends. */
  readonly from: boolean;
  readonly to: boolean;
  /** Position in the list's order. */
  readonly key: boolean;
  readonly modality: boolean;
  /** How many sources there are and whether they disagree. */
  readonly sources: boolean;
  /** A figure's amount and unit. */
  readonly value: boolean;
  readonly bounds: boolean;
  /** `text` and `variable`. */
  readonly words: boolean;
  readonly period: boolean;
  /** A period’s first and last day. */
  readonly days: boolean;
  readonly node: boolean;
  /** The parent of the list itself, in a page of one’s facts now. */
  readonly parent?: boolean;
  /** How many there are in the list: see `isCountedAlong`. */
  readonly count?: boolean;
}

/** A fact as read; what was not selected is null or blank. */
export interface FactRow extends Said {
  readonly id: string;
  readonly period: Period | null;
  readonly sourceCount: number;
  readonly isDisputed: boolean;
  /** Position in the list's order, for cursors. */
  readonly key: string;
  /** The entities of the batch that were read with it, by id. */
  readonly nodes: ReadonlyMap<string, EntityRow>;
}

/** The columns of a row that has fragments/fact-columns. */
function factTable(row: Columns | undefined, nodes: ReadonlyMap<string, EntityRow>) {
  const get = <T>(name: string): readonly (T | null)[] => column<T | null>(row, name) ?? [];
  return {
    ids: get<string>('factId'),
    predicates: get<Predicate>('predicate'),
    subjects: get<string>('fromId'),
    objects: get<string>('toId'),
    variables: get<string>('variable'),
    valueAt: quantityColumns(row),
    texts: get<string>('text'),
    modalities: get<Modality>('modality'),
    periodAt: periodColumns(row),
    sourceCounts: get<number>('sourceCount'),
    areDisputed: get<boolean>('isDisputed'),
    keys: get<string>('key'),
    nodes,
  };
}

/** A fact as a place in columns: an answer holds thousands, and of each little is asked for. */
class FactAt implements FactRow {
  readonly #table: ReturnType<typeof factTable>;
  readonly #i: number;

  constructor(table: ReturnType<typeof factTable>, i: number) {
    this.#table = table;
    this.#i = i;
  }

  get id(): string {
    return this.#table.ids[this.#i] ?? '';
  }
  get predicate(): Predicate {
    return this.#table.predicates[this.#i] as Predicate;
  }
  get subjectId(): string {
    return this.#table.subjects[this.#i] ?? '';
  }
  get objectId(): string | null {
    return this.#table.objects[this.#i] ?? null;
  }
  get variable(): string | null {
    return this.#table.variables[this.#i] ?? null;
  }
  get value(): Quantity | null {
    return this.#table.valueAt(this.#i);
  }
  get text(): string | null {
    return this.#table.texts[this.#i] ?? null;
  }
  get modality(): Modality {
    return this.#table.modalities[this.#i] as Modality;
  }
  get period(): Period | null {
    return this.#table.periodAt(this.#i);
  }
  get sourceCount(): number {
    return this.#table.sourceCounts[this.#i] ?? 0;
  }
  get isDisputed(): boolean {
    return this.#table.areDisputed[this.#i] ?? false;
  }
  get key(): string {
    return this.#table.keys[this.#i] ?? '';
  }
  get nodes(): ReadonlyMap<string, EntityRow> {
    return this.#table.nodes;
  }
}

/** The facts of a row that has fragments/fact-columns, in its order. */
function factRows(row: Columns | undefined, nodes: ReadonlyMap<string, EntityRow> = new Map()): FactRow[] {
  const table = factTable(row, nodes);
  return requiredColumn<number>(row, 'parent').map((_, i) => new FactAt(table, i));
}

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

/** What becomes other while a page of another time is read may be met as it is and as it was; the two are the same. */
const onceEach = (rows: readonly FactRow[]): FactRow[] => {
  const met = new Set<string>();
  return rows.filter(({ id }) => !met.has(id) && met.add(id));
};

export interface FactPage extends Page<FactRow> {
  /** The list’s parent, where its columns were asked for and there is such an entity. */
  readonly parent?: EntityRow | undefined;
  /** How many facts the list has, where that was asked for. */
  readonly count?: number;
}

/** Whether pages of a list can tell how many facts there are: from the degree store, of few kinds and now. */
export const isCountedAlong = (reader: Reader, list: FactList, where: FactWhere): boolean =>
  hasDegrees(list) && !isPast(reader) && isUnfiltered(validThen(where, reader.moment));

/** Pages of facts by parent; for the whole graph's list the parent is ''. */
export const factPages: Batch<FactPageShape, FactPage> = async (reader, shape, keys) => {
  const { list, branches, order, page } = shape;
  const where = validThen(shape.where, reader.moment);
  const asked = keys.map((key) => readPageKey(key, page));
  const statement = factPageStatement(reader.statements, list, {
    by: order.by,
    direction: order.direction,
    isBackward: page.isBackward,
    isFiltered: !isUnfiltered(where),
    isPast: isPast(reader),
  });
  const rows = await reader.read(statement, {
    keys: asked.map(([parent]) => parent),
    branches,
    // A statement without a filter looks at none of it.
    ...(!isUnfiltered(where) && { where }),
    // Lists that are read from their beginning have the same ones.
    ranges: (page.hasCursor ? asked : asked.slice(0, 1)).map(([, cursor]) => rangesFrom(shape, cursor)),
    // Of another time, far ends are read by themselves: as they were known then.
    columns: isPast(reader) ? { ...shape.columns, id: true, node: false } : shape.columns,
    limit: neo4j.int(shape.isLookingOn ? page.size + 1 : page.size),
  });
  const row = joined(rows);
  const nodes = new Map(entityRows(row).map((node) => [node.id, node]));
  const groups = byParent(requiredColumn<number>(row, 'parent'), factRows(row, nodes), keys.length);
  const counts = shape.columns.count ? column<number>(row, 'count') : null;
  return groups.map((facts, i) => ({
    ...toPage(isPast(reader) ? onceEach(facts) : facts, page),
    ...(shape.columns.parent && { parent: nodes.get(asked[i]?.[0] ?? '') }),
    ...(shape.columns.count && { count: counts?.[i] ?? 0 }),
  }));
};

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
    const row = joined(await reader.read(statement, { keys, columns }));
    const rows = factRows(row);
    return byParent(requiredColumn<number>(row, 'parent'), rows, keys.length).map(
      (group) => group[0] ?? null,
    );
  };

/** Facts by id; null for an id that names none. */
export const factsById = byId(factColumns);

/** The same, of which only the kind and the ends are read. */
export const factEndsById = byId({ ...noColumns, id: true, predicate: true, from: true, to: true });
