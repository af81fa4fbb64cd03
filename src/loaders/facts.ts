import neo4j, { type Record as Row } from 'neo4j-driver';
import { allFacts, type Branch, type FactList, factStatement } from '../graph/branches.ts';
import { type FactOrder, type FactWhere, isUnfiltered, orderNames } from '../model/fact-query.ts';
import { compareOf, flip, type Page, type PageRequest, startOf, toPage } from '../model/page.ts';
import type { Period } from '../model/period.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Bound, Modality, Predicate } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityRows } from './entities.ts';
import { column, type Reader, requiredColumn } from './read.ts';
import { byParent, ShapedLoader } from './shaped-loader.ts';

/** Which groups of a fact's columns are read, and of its far end's. */
export interface FactColumns extends EntityColumns {
  readonly value: boolean;
  readonly period: boolean;
  readonly node: boolean;
}

/** A fact as read; `value`, `text`, `variable` and `period` are null when there are none or they were not selected. */
export interface FactRow {
  readonly id: string;
  readonly predicate: Predicate;
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly variable: string | null;
  readonly value: Quantity | null;
  readonly text: string | null;
  readonly modality: Modality;
  readonly period: Period | null;
  readonly sourceCount: number;
  readonly isDisputed: boolean;
  /** Position in the list's order, for cursors. */
  readonly order: string;
  readonly key: string;
  /** The entities of the batch that were read with it, by id. */
  readonly nodes: ReadonlyMap<string, EntityRow>;
}

const ENDS_OF_TIME = new Set(['0000-00-00', '9999-99-99']);
const dayOrNull = (day: string | null | undefined): string | null =>
  day == null || ENDS_OF_TIME.has(day) ? null : day;

/** The facts of a row that has fragments/fact-columns, in its order. */
function factRows(row: Row | undefined, order: FactOrder): FactRow[] {
  const get = <T>(name: string): readonly (T | null)[] => column<T | null>(row, name) ?? [];
  const predicates = requiredColumn<Predicate>(row, 'predicate');
  const subjects = requiredColumn<string>(row, 'fromId');
  const objects = get<string>('toId');
  const modality = requiredColumn<Modality>(row, 'modality');
  const sourceCount = requiredColumn<number>(row, 'sourceCount');
  const isDisputed = requiredColumn<boolean>(row, 'isDisputed');
  const recent = requiredColumn<string>(row, 'recent');
  const byValue = get<string>('byValue');
  const [unit, bound, amount] = [get<string>('unit'), get<Bound>('bound'), get<string>('amount')];
  const [lower, upper] = [get<string>('lower'), get<string>('upper')];
  const [text, variable] = [get<string>('text'), get<string>('variable')];
  const [period, start, end] = [get<string>('period'), get<string>('start'), get<string>('end')];
  const nodes = new Map(entityRows(row).map((node) => [node.id, node]));
  const [listOrder, othersOrder] = orderNames(order);
  return requiredColumn<string>(row, 'factId').map((id, i): FactRow => {
    const unitOfRow = unit[i] ?? null;
    const edtf = period[i] ?? null;
    const isValued = order.by === 'VALUE' && unitOfRow === order.unit;
    return {
      id,
      predicate: predicates[i] as Predicate,
      subjectId: subjects[i] ?? '',
      objectId: objects[i] ?? null,
      variable: variable[i] ?? null,
      value:
        unitOfRow === null
          ? null
          : {
              unit: unitOfRow,
              bound: bound[i] ?? 'EXACT',
              amount: amount[i] ?? null,
              lower: lower[i] ?? null,
              upper: upper[i] ?? null,
            },
      text: text[i] ?? null,
      modality: modality[i] as Modality,
      period: edtf === null ? null : { edtf, start: dayOrNull(start[i]), end: dayOrNull(end[i]) },
      sourceCount: sourceCount[i] ?? 0,
      isDisputed: isDisputed[i] ?? false,
      order: order.by === 'VALUE' && !isValued ? (othersOrder ?? listOrder) : listOrder,
      key: (isValued ? byValue[i] : recent[i]) ?? '',
      nodes,
    };
  });
}

/** What decides a page of facts, beside its parent. */
export interface FactPageShape {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
  readonly order: FactOrder;
  readonly page: PageRequest;
  readonly columns: FactColumns;
}

/** The statement of a page and the parameters that its order and cursor make. */
function pageStatement(reader: Reader, { list, order, page }: FactPageShape) {
  const direction = page.isBackward ? flip(order.direction) : order.direction;
  const limit = neo4j.int(page.size + 1);
  const { cursor } = page;
  if (order.by === 'RECENT')
    return {
      statement: factStatement(reader.statements, 'fact-page', list, direction, {
        DIRECTION: direction,
        COMPARE: compareOf(direction),
      }),
      params: { after: cursor?.key ?? startOf(direction), limit },
    };
  // Facts that are not in the unit stand last, latest first, whatever the direction of values.
  const othersDirection = page.isBackward ? 'ASC' : 'DESC';
  const [, othersOrder] = orderNames(order);
  const isAmongOthers = cursor !== null && cursor.order === othersOrder;
  const isAmongValued = cursor !== null && !isAmongOthers;
  return {
    statement: factStatement(
      reader.statements,
      'fact-page-by-value',
      list,
      `${direction}${page.isBackward ? ' backward' : ''}`,
      {
        isForward: !page.isBackward,
        DIRECTION: direction,
        COMPARE: compareOf(direction),
        DIRECTION_OTHERS: othersDirection,
        COMPARE_OTHERS: compareOf(othersDirection),
      },
    ),
    params: {
      unit: order.unit,
      afterValue: isAmongValued ? cursor.key : startOf(direction),
      after: isAmongOthers ? cursor.key : startOf(othersDirection),
      readsValued: page.isBackward || !isAmongOthers,
      readsOthers: !page.isBackward || !isAmongValued,
      limit,
    },
  };
}

/** Pages of facts by parent; for the whole graph's list the parent is ''. */
export function factPageLoader(reader: Reader): ShapedLoader<FactPageShape, Page<FactRow>> {
  return new ShapedLoader(async (shape, keys) => {
    const { statement, params } = pageStatement(reader, shape);
    const { branches, where } = shape;
    const columns = { ...shape.columns, value: shape.columns.value || shape.order.by === 'VALUE' };
    const [row] = await reader.read(statement, { ...params, keys, branches, where, columns });
    const groups = byParent(requiredColumn<number>(row, 'parent'), factRows(row, shape.order), keys.length);
    return groups.map((rows) => toPage(rows, shape.page));
  });
}

export interface FactCountShape {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
}

/** How many facts each parent's list has, whatever the page. */
export function factCountLoader(reader: Reader): ShapedLoader<FactCountShape, number> {
  return new ShapedLoader(async ({ list, branches, where }, keys) => {
    const file = list.isAnchored && isUnfiltered(where) ? 'fact-degree' : 'fact-count';
    const [row] = await reader.read(factStatement(reader.statements, file, list), { keys, branches, where });
    const counts = new Array<number>(keys.length).fill(0);
    const n = requiredColumn<number>(row, 'n');
    requiredColumn<number>(row, 'parent').forEach((position, i) => {
      counts[position] = n[i] ?? 0;
    });
    return counts;
  });
}

const allColumns: FactColumns = { value: true, period: true, node: false, details: false, names: false };

/** Facts by id; null for an id that names none. */
export function factLoader(reader: Reader): ShapedLoader<object, FactRow | null> {
  return new ShapedLoader(async (_, keys) => {
    const statement = factStatement(reader.statements, 'facts-by-id', allFacts);
    const [row] = await reader.read(statement, { keys, columns: allColumns });
    const rows = factRows(row, { by: 'RECENT', direction: 'DESC' });
    return byParent(requiredColumn<number>(row, 'parent'), rows, keys.length).map(
      (group) => group[0] ?? null,
    );
  });
}
